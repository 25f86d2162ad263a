package dev.sluice.core.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Metrics that remember what they were given. */
public final class RecordingMetrics implements Metrics {
  private final List<Map<String, Long>> lines = new CopyOnWriteArrayList<>();

  @Override
  public void count(Map<String, Long> counts) {
    lines.add(Map.copyOf(counts));
  }

  @Override
  public void count(Map<String, String> part, Map<String, Long> counts) {
    lines.add(Map.copyOf(counts));
  }

  /** The counts of each invocation. */
  public List<Map<String, Long>> lines() {
    return List.copyOf(lines);
  }

  /** The sum of one metric. */
  public long total(String name) {
    return lines.stream().mapToLong(counts -> counts.getOrDefault(name, 0L)).sum();
  }
}
