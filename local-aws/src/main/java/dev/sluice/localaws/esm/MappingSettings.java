package dev.sluice.localaws.esm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An event source mapping of a Kinesis stream, with Lambda's names and limits.
 *
 * @param uuid names the mapping; part of the keys of the on-failure destination
 * @param function the function's name
 * @param start where a mapping without a checkpoint starts
 */
public record MappingSettings(
    String uuid, String function, Batching batching, Start start, OnError onError) {

  /**
   * Which records are a batch.
   *
   * @param size 1 to 10,000
   * @param window up to 300 s; zero invokes as soon as there is a record
   * @param tumblingWindow up to 900 s; zero for none
   * @param parallelization how many batches of a shard at a time, 1 to 10; more than one don't go
   *     with a tumbling window, whose state is one for the shard
   */
  public record Batching(int size, Duration window, Duration tumblingWindow, int parallelization) {
    public Batching {
      checkRange("BatchSize", size, 1, 10_000);
      checkRange("MaximumBatchingWindowInSeconds", window.toSeconds(), 0, 300);
      checkRange("TumblingWindowInSeconds", tumblingWindow.toSeconds(), 0, 900);
      checkRange("ParallelizationFactor", parallelization, 1, 10);
      if (parallelization > 1 && !tumblingWindow.isZero()) {
        throw new IllegalArgumentException(
            "ParallelizationFactor %d doesn't go with TumblingWindowInSeconds %d: with a tumbling window it must be 1"
                .formatted(parallelization, tumblingWindow.toSeconds()));
      }
    }
  }

  /**
   * Where to begin.
   *
   * @param time for {@link StartingPosition#AT_TIMESTAMP} only
   */
  public record Start(StartingPosition position, Optional<Instant> time) {
    public Start {
      if ((position == StartingPosition.AT_TIMESTAMP) != time.isPresent()) {
        throw new IllegalArgumentException(
            "StartingPositionTimestamp goes with AT_TIMESTAMP and only with it");
      }
    }
  }

  /**
   * What happens to a batch that fails.
   *
   * @param reportsItems whether FunctionResponseTypes has ReportBatchItemFailures; without it the
   *     function's report is ignored
   * @param bisects splits it in two
   * @param maximumRetries -1 for no limit, up to 10,000
   * @param maximumAge of its records; empty for no limit
   * @param bucket that discarded records go to
   */
  public record OnError(
      boolean reportsItems,
      boolean bisects,
      int maximumRetries,
      Optional<Duration> maximumAge,
      Optional<String> bucket) {
    public OnError {
      checkRange("MaximumRetryAttempts", maximumRetries, -1, 10_000);
      maximumAge.ifPresent(
          age -> checkRange("MaximumRecordAgeInSeconds", age.toSeconds(), 60, 604_800));
    }
  }

  /** Where a mapping starts to read. */
  public enum StartingPosition {
    TRIM_HORIZON,
    LATEST,
    AT_TIMESTAMP
  }

  private static void checkRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("%s %d is not in %d-%d".formatted(name, value, min, max));
    }
  }

  boolean tumbling() {
    return !batching.tumblingWindow().isZero();
  }

  boolean retriesAfter(int failures) {
    return onError.maximumRetries() < 0 || failures <= onError.maximumRetries();
  }
}
