package dev.sluice.local.play;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.sluice.localaws.kinesis.ShardOfKey;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one invocation of the producer has to bring into the stream.
 *
 * @param records by partition key
 * @param bytes by partition key
 * @param seconds that the invocation has for sending
 */
record StreamLoad(Map<String, Long> records, Map<String, Long> bytes, long seconds) {
  /** What a shard takes in a second. */
  private static final long RECORDS = 1_000;

  private static final long BYTES = 1 << 20;

  /** What a record may have with its key. */
  static final long LARGEST = 1 << 20;

  /** Pauses between retries cost some of the time, so not all of it can be used. */
  private static final double USABLE = 0.9;

  private static final int MOST_SHARDS = 200;

  StreamLoad {
    records = new TreeMap<>(records);
    bytes = new TreeMap<>(bytes);
  }

  long total() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The key with the most records. */
  String fullestKey() {
    return Collections.max(records.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  /** How many records a shard takes in the time, as large as these are on the average. */
  long capacity() {
    double all = Math.max(1, bytes.values().stream().mapToLong(Long::longValue).sum());
    return (long) (USABLE * seconds * Math.min(RECORDS, BYTES * total() / all));
  }

  /** How many records the fullest of so many shards gets. */
  long fullest(int shards) {
    return records.entrySet().stream()
        .collect(
            groupingBy(
                each -> ShardOfKey.of(each.getKey(), shards), summingLong(Map.Entry::getValue)))
        .values()
        .stream()
        .max(Long::compare)
        .orElse(0L);
  }

  boolean fits(int shards) {
    return records.isEmpty() || fullest(shards) <= capacity();
  }

  /** The smallest number of shards that take it; empty: no number does. */
  Optional<Integer> shardsNeeded() {
    for (int shards = 1; shards <= MOST_SHARDS; shards++) {
      if (fits(shards)) {
        return Optional.of(shards);
      }
    }
    return Optional.empty();
  }
}
