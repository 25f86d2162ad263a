package dev.sluice.localaws.lambda;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;

/** The sums of the functions' metrics since the lake started. */
public final class MetricTotals implements MetricSink {
  private final Map<String, Map<String, DoubleAdder>> sums = new ConcurrentHashMap<>();

  @Override
  public void record(MetricPoint point) {
    sums.computeIfAbsent(point.function(), name -> new ConcurrentHashMap<>())
        .computeIfAbsent(point.metric(), name -> new DoubleAdder())
        .add(point.value());
  }

  /** The sum of a function's metric; zero if there was none. */
  public double total(String function, String metric) {
    DoubleAdder sum = sums.getOrDefault(function, Map.of()).get(metric);
    return sum == null ? 0 : sum.sum();
  }

  /** All sums of a function. */
  public SortedMap<String, Double> totals(String function) {
    SortedMap<String, Double> totals = new TreeMap<>();
    sums.getOrDefault(function, Map.of()).forEach((metric, sum) -> totals.put(metric, sum.sum()));
    return totals;
  }
}
