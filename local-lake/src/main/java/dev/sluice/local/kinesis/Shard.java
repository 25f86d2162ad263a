package dev.sluice.local.kinesis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A shard: its records and its limits. Thread-safe. */
final class Shard {
  private final String id;
  private final HashRange range;
  private final SequenceNumbers numbers;
  private final ShardLog log;
  private final ShardLimits limits;
  private final Clock clock;
  private Duration retention;

  Shard(String id, HashRange range, SequenceNumbers numbers, SegmentFiles files, Setting setting) {
    this.id = id;
    this.range = range;
    this.numbers = numbers;
    this.log = new ShardLog(files);
    this.clock = setting.clock();
    this.limits = new ShardLimits(setting.limits(), clock.millis());
    this.retention = setting.retention();
  }

  /** What the shards of a stream have in common. */
  record Setting(Clock clock, StreamLimits limits, Duration retention) {}

  String id() {
    return id;
  }

  HashRange range() {
    return range;
  }

  SequenceNumbers numbers() {
    return numbers;
  }

  synchronized void retain(Duration newRetention) {
    retention = newRetention;
  }

  /** Stores a record and returns its sequence number; empty: over the limit. */
  synchronized Optional<String> append(String partitionKey, byte[] data) {
    Instant now = now();
    if (!limits.takesRecord(partitionKey.length() + data.length, now.toEpochMilli())) {
      return Optional.empty();
    }
    log.trim(now.minus(retention));
    String number = numbers.of(log.last() + 1);
    log.append(new StoredRecord(number, partitionKey, data, now));
    return Optional.of(number);
  }

  /** The records after that ordinal without using up the limits. */
  synchronized List<StoredRecord> peek(long after, int limit) {
    return log.after(after, limit, Long.MAX_VALUE);
  }

  /** The records after that ordinal; empty: over the limit. */
  synchronized Optional<Page> read(long after, int limit) {
    Instant now = now();
    if (!limits.takesRead(now.toEpochMilli())) {
      return Optional.empty();
    }
    log.trim(now.minus(retention));
    long from = Math.max(after, log.first() - 1);
    List<StoredRecord> records = log.after(from, limit, ShardLimits.MAX_READ);
    limits.used(records.stream().mapToLong(ShardLog::size).sum());
    long last = from + records.size();
    return Optional.of(new Page(records, last, last >= log.last() ? 0 : behind(records, now)));
  }

  private static long behind(List<StoredRecord> records, Instant now) {
    return records.isEmpty()
        ? 0
        : records.get(records.size() - 1).arrival().until(now, ChronoUnit.MILLIS);
  }

  /** Drops all records. */
  synchronized void clear() {
    log.trim(Instant.MAX);
  }

  synchronized long last() {
    return log.last();
  }

  synchronized long before(Instant time) {
    return log.before(time);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** What a read gives: records, the ordinal to go on after, how far behind the reader is. */
  record Page(List<StoredRecord> records, long last, long millisBehindLatest) {}
}
