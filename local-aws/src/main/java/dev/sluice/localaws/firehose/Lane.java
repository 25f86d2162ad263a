package dev.sluice.localaws.firehose;

import dev.sluice.localaws.firehose.DeliveryTargets.Unwritten;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Buffers the records of one shard and writes them, oldest first. An object that can't be written
 * stays the first in line under its key, so nothing is lost and nothing doubled. Not thread-safe.
 */
final class Lane {
  /** A buffer has to fit into the lake's memory, however badly its records can be compressed. */
  private static final int MOST_PACKED = 16 << 20;

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  private final DeliverySettings settings;
  private final ObjectKeys keys;
  private final DeliveryTargets targets;
  private final Deque<Waiting> line = new ArrayDeque<>();
  private DeliveryBuffer filling;
  private Instant notBefore = Instant.MIN;
  private int failures;
  private String after = "";
  private Optional<String> complete = Optional.empty();
  private Optional<String> delivered = Optional.empty();

  Lane(DeliverySettings settings, long seed, DeliveryTargets targets) {
    this.settings = settings;
    this.targets = targets;
    this.keys = new ObjectKeys(settings, seed);
    this.filling = new DeliveryBuffer(settings.format());
  }

  /** What is added next comes after that position. */
  void startAfter(String position) {
    after = position;
    complete = Optional.of(position);
  }

  /** An object to be written; with it everything up to a position is delivered. */
  private record Waiting(String key, DeliveryBuffer records, Optional<String> position) {}

  void add(byte[] record, Instant arrival) {
    if (!filling.isEmpty() && filling.bytes() + record.length > limit()) {
      closeBuffer();
    }
    filling.add(record, arrival);
  }

  /** All records up to that position have been added. */
  void complete(String position) {
    complete = Optional.of(position);
    if (filling.bytes() >= limit() || filling.packedBytes() >= MOST_PACKED) {
      closeBuffer();
    }
  }

  private long limit() {
    return (long) settings.buffer().sizeMb() << 20;
  }

  private void closeBuffer() {
    filling.close();
    line.addLast(new Waiting(keys.next(filling.oldest(), after), filling, complete));
    filling = new DeliveryBuffer(settings.format());
    after = complete.orElse("");
  }

  /** Whether objects wait to be written. */
  boolean isBehind() {
    return !line.isEmpty();
  }

  /** The position up to which everything is in the bucket; empty: none. */
  Optional<String> delivered() {
    return delivered;
  }

  /**
   * Writes what is full or has waited long enough.
   *
   * @return when there is something more to write; empty: nothing is buffered
   */
  Optional<Instant> advance(Instant now) {
    if (now.isBefore(notBefore)) {
      return Optional.of(notBefore);
    }
    for (Waiting first = next(now); first != null; first = next(now)) {
      if (!write(first, now)) {
        return Optional.of(notBefore);
      }
    }
    return filling.isEmpty() ? Optional.empty() : Optional.of(due());
  }

  private Waiting next(Instant now) {
    if (!filling.isEmpty() && !now.isBefore(due())) {
      closeBuffer();
    }
    return line.peekFirst();
  }

  private Instant due() {
    return filling.oldest().plus(settings.buffer().interval());
  }

  private boolean write(Waiting object, Instant now) {
    try {
      targets.bucket().put(settings.bucket(), object.key, object.records);
    } catch (IOException e) {
      failures++;
      notBefore = now.plus(backoff());
      targets.unwritten().accept(new Unwritten(settings.bucket(), object.key, failures, e));
      return false;
    }
    failures = 0;
    line.removeFirst();
    delivered = line.isEmpty() && filling.isEmpty() ? complete : object.position;
    return true;
  }

  /** 1 s, 2 s, 4 s… on the lake's clock. Firehose's own times are not documented. */
  private Duration backoff() {
    Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, 10));
    return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
  }
}
