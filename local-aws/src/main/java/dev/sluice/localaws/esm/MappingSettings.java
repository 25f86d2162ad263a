package dev.sluice.localaws.esm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An event source mapping of a Kinesis stream, with Lambda's names and limits.
 *
 * @param uuid names the mapping; part of the keys of the on-failure destination
 * @param function the function's name
 * @param batchSize 1 to 10,000
 * @param batchingWindow up to 300 s; zero invokes as soon as there is a record
 * @param startingPosition where a mapping without a checkpoint starts
 * @param startingTimestamp for {@link StartingPosition#AT_TIMESTAMP}
 * @param tumblingWindow up to 900 s; zero for none
 * @param reportBatchItemFailures whether FunctionResponseTypes has it; without it the function's
 *     report is ignored
 * @param bisectOnError splits a failed batch in two
 * @param maximumRetryAttempts -1 for no limit, up to 10,000
 * @param maximumRecordAge empty for no limit
 * @param onFailureBucket the bucket that discarded records go to
 * @param parallelizationFactor only 1
 */
public record MappingSettings(
    String uuid,
    String function,
    int batchSize,
    Duration batchingWindow,
    StartingPosition startingPosition,
    Optional<Instant> startingTimestamp,
    Duration tumblingWindow,
    boolean reportBatchItemFailures,
    boolean bisectOnError,
    int maximumRetryAttempts,
    Optional<Duration> maximumRecordAge,
    Optional<String> onFailureBucket,
    int parallelizationFactor) {

  /** Where a mapping starts to read. */
  public enum StartingPosition {
    TRIM_HORIZON,
    LATEST,
    AT_TIMESTAMP
  }

  public MappingSettings {
    checkRange(function, "BatchSize", batchSize, 1, 10_000);
    checkRange(function, "MaximumBatchingWindowInSeconds", batchingWindow.toSeconds(), 0, 300);
    checkRange(function, "TumblingWindowInSeconds", tumblingWindow.toSeconds(), 0, 900);
    checkRange(function, "MaximumRetryAttempts", maximumRetryAttempts, -1, 10_000);
    maximumRecordAge.ifPresent(
        age -> checkRange(function, "MaximumRecordAgeInSeconds", age.toSeconds(), 60, 604_800));
    if (parallelizationFactor != 1) {
      throw new IllegalArgumentException(
          "The mapping of %s has ParallelizationFactor %d, which the local lake does not play: use 1"
              .formatted(function, parallelizationFactor));
    }
    if ((startingPosition == StartingPosition.AT_TIMESTAMP) != startingTimestamp.isPresent()) {
      throw new IllegalArgumentException(
          "The mapping of %s: StartingPositionTimestamp goes with AT_TIMESTAMP and only with it"
              .formatted(function));
    }
  }

  private static void checkRange(String function, String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "The mapping of %s has %s %d, which is not in %d-%d"
              .formatted(function, name, value, min, max));
    }
  }

  boolean tumbling() {
    return !tumblingWindow.isZero();
  }

  boolean retriesAfter(int failures) {
    return maximumRetryAttempts < 0 || failures <= maximumRetryAttempts;
  }
}
