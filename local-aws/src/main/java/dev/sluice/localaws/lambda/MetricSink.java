package dev.sluice.localaws.lambda;

/** Where the functions' metrics go: the lake's CloudWatch. */
@FunctionalInterface
public interface MetricSink {
  /** Takes a value; called from many threads. */
  void record(MetricPoint point);

  /** A value of a metric. */
  record MetricPoint(String function, String namespace, String metric, String unit, double value) {}
}
