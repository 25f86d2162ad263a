package dev.sluice.core.produce.deliver;

import java.time.Duration;

/**
 * What a stream takes and how patiently it is asked.
 *
 * @param batchRecords most entries of a call
 * @param batchBytes most bytes of a call, data and partition keys
 * @param recordBytes most bytes of an entry, data and partition key
 * @param firstPause the longest pause after a first failure; each further one doubles it
 * @param longestPause what it is doubled up to
 */
public record DeliveryLimits(
    int batchRecords, int batchBytes, int recordBytes, Duration firstPause, Duration longestPause) {
  public DeliveryLimits {
    if (batchRecords < 1 || recordBytes < 1 || batchBytes < recordBytes) {
      throw new IllegalArgumentException(
          "A batch must hold at least one record: %d records, %d bytes, a record %d bytes"
              .formatted(batchRecords, batchBytes, recordBytes));
    }
    if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "Pauses go from %s to %s".formatted(firstPause, longestPause));
    }
  }

  /**
   * The quotas of PutRecords.
   *
   * @param recordBytes the stream's limit of a record: 1 MiB unless it was raised (to 10 MiB at
   *     most)
   * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">
   *     PutRecords</a>
   */
  public static DeliveryLimits kinesis(int recordBytes) {
    return new DeliveryLimits(
        500, 10 << 20, recordBytes, Duration.ofMillis(100), Duration.ofSeconds(5));
  }
}
