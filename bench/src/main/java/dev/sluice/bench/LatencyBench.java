package dev.sluice.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long an alert takes: from the return of PutRecords to the arrival of SNS's Publish, in a
 * local lake that runs in real time, its functions as the template has them; and the part of it
 * that is ours, from when the function is given the batch. Arguments: jvm or native, and records a
 * second (1, 100 and 1,000), each in a lake of its own. At most two readings a second violate the
 * rule, each of a device of its own; the first twenty seconds are not counted.
 */
public final class LatencyBench {
  private static final List<String> RATES = List.of("1", "100", "1000");
  private static final Duration WARM = Duration.ofSeconds(20);
  private static final Duration COUNTED = Duration.ofSeconds(100);

  private LatencyBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String runtime = arguments.length > 0 ? arguments[0] : "jvm";
    List<String> rates =
        arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : RATES;
    System.out.printf(
        "%s, milliseconds%n%12s %7s %7s  %8s %8s %8s  %8s %8s %8s%n",
        runtime, "records/s", "shards", "alerts", "p50", "p99", "max", "ours p50", "p99", "max");
    for (String rate : rates) {
      measure(runtime, Integer.parseInt(rate));
    }
  }

  private static void measure(String runtime, int rate) throws IOException, InterruptedException {
    RecordLoad load = new RecordLoad(rate);
    try (AlertLake lake = AlertLake.start(runtime, load.shards())) {
      load.put(lake, WARM);
      lake.awaitAlerts(load.violations().size());
      int warm = load.violations().size();
      load.put(lake, COUNTED);
      lake.awaitAlerts(load.violations().size());
      print(load, warm, lake);
    }
  }

  private static void print(RecordLoad load, int warm, AlertLake lake) {
    Map<String, Long> published = lake.published();
    Map<String, Long> given = lake.given();
    List<RecordLoad.Violation> counted = load.violations().subList(warm, load.violations().size());
    List<Double> whole = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (RecordLoad.Violation violation : counted) {
      whole.add((published.get(violation.id()) - violation.stored()) / 1e6);
      ours.add((published.get(violation.id()) - given.get(violation.id())) / 1e6);
    }
    System.out.printf(
        "%,12d %7d %7d  %s  %s%s%n",
        load.rate(),
        load.shards(),
        counted.size(),
        quantiles(whole),
        quantiles(ours),
        load.throttled() == 0 ? "" : "  %,d records were throttled".formatted(load.throttled()));
  }

  private static String quantiles(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return "%8.1f %8.1f %8.1f"
        .formatted(at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1]);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
