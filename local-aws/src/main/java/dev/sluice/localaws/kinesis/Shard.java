package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.kinesis.log.NewRecord;
import dev.sluice.localaws.kinesis.log.SequenceNumbers;
import dev.sluice.localaws.kinesis.log.ShardLog;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A shard: its records and its limits. Thread-safe. */
final class Shard {
  /** What is given to readers of the lake itself at once. */
  private static final long PEEKED_BYTES = 2L << 20;

  private final String id;
  private final HashRange range;
  private final SequenceNumbers numbers;
  private final ShardLog log;
  private final ShardLimits limits;
  private final Clock clock;
  private final Consumer<Instant> throttled;
  private Duration retention;

  Shard(String id, HashRange range, SequenceNumbers numbers, ShardLog log, Setting setting) {
    this.id = id;
    this.range = range;
    this.numbers = numbers;
    this.log = log;
    this.clock = setting.clock();
    this.limits = new ShardLimits(setting.limits(), clock.millis());
    this.throttled = setting.throttled();
    this.retention = setting.retention();
  }

  /**
   * What the shards of a stream have in common.
   *
   * @param throttled told, when a shard refuses something, when it has its whole allowance again
   */
  record Setting(
      Clock clock, StreamLimits limits, Duration retention, Consumer<Instant> throttled) {}

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

  /**
   * Stores those records that the limits allow, with one write.
   *
   * @return their outcomes, in order
   */
  synchronized List<PutOutcome> append(List<NewRecord> records) {
    Instant now = now();
    List<NewRecord> taken = new ArrayList<>(records.size());
    boolean[] allowed = new boolean[records.size()];
    for (int i = 0; i < allowed.length; i++) {
      NewRecord record = records.get(i);
      allowed[i] =
          limits.takesRecord(record.key().length + record.data().length, now.toEpochMilli());
      if (allowed[i]) {
        taken.add(record);
      }
    }
    if (taken.size() < allowed.length) {
      throttled.accept(now.plusMillis(limits.millisToFullIn()));
    }
    try {
      log.trim(now.minus(retention));
      return stored(allowed, taken.isEmpty() ? 0 : log.append(taken, now));
    } catch (IOException e) {
      return outcomes(allowed, new PutOutcome.NotStored(id, String.valueOf(e.getMessage())));
    }
  }

  private List<PutOutcome> stored(boolean[] allowed, long first) {
    List<PutOutcome> outcomes = new ArrayList<>(allowed.length);
    long next = first;
    for (boolean taken : allowed) {
      outcomes.add(
          taken ? new PutOutcome.Stored(id, numbers.of(next++)) : new PutOutcome.Throttled(id));
    }
    return outcomes;
  }

  private List<PutOutcome> outcomes(boolean[] allowed, PutOutcome ofAllowed) {
    List<PutOutcome> outcomes = new ArrayList<>(allowed.length);
    for (boolean taken : allowed) {
      outcomes.add(taken ? ofAllowed : new PutOutcome.Throttled(id));
    }
    return outcomes;
  }

  /** The records after that ordinal without using up the limits; none only at the end. */
  synchronized List<StoredRecord> peek(long after, int limit) {
    return log.after(after, limit, PEEKED_BYTES);
  }

  /** The records after that ordinal; empty: over the limit. */
  synchronized Optional<Page> read(long after, int limit) {
    Instant now = now();
    if (!limits.takesRead(now.toEpochMilli())) {
      throttled.accept(now.plusMillis(limits.millisToFullOut()));
      return Optional.empty();
    }
    long from = Math.max(after, log.first() - 1);
    List<StoredRecord> found = log.after(from, limit, ShardLimits.MAX_READ);
    limits.used(found.stream().mapToLong(ShardLog::size).sum());
    long last =
        found.isEmpty() ? from : numbers.ordinal(found.get(found.size() - 1).sequenceNumber());
    Instant oldest = now.minus(retention);
    List<StoredRecord> kept =
        found.stream().dropWhile(record -> record.arrival().isBefore(oldest)).toList();
    return Optional.of(new Page(kept, last, last >= log.last() ? 0 : behind(found, now)));
  }

  private static long behind(List<StoredRecord> records, Instant now) {
    return records.isEmpty()
        ? 0
        : records.get(records.size() - 1).arrival().until(now, ChronoUnit.MILLIS);
  }

  /** What an earlier lake left. */
  synchronized ShardLog.Recovery recovery() {
    return log.recovery();
  }

  /** Nothing is appended any more. */
  synchronized void close() {
    log.close();
  }

  synchronized long last() {
    return log.last();
  }

  /** How many records are kept after that ordinal. */
  synchronized long countAfter(long ordinal) {
    return log.last() - Math.max(ordinal, log.first() - 1);
  }

  /** About how many bytes of them. */
  synchronized long bytesAfter(long ordinal) {
    return log.bytesAfter(ordinal);
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
