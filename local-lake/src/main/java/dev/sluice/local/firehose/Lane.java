package dev.sluice.local.firehose;

import dev.sluice.local.firehose.DeliveryTargets.Unwritten;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Buffers the records of one shard, or those put directly, and writes them, oldest first. An object
 * that can't be written stays the first in line under its key, so nothing is lost and nothing
 * doubled.
 */
final class Lane {
  /** What may wait for a bucket that does not answer, before further records are refused. */
  static final long MOST_WAITING = 128L << 20;

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  private final DeliverySettings settings;
  private final ObjectKeys keys;
  private final DeliveryTargets targets;
  private final Deque<Waiting> line = new ArrayDeque<>();
  private RecordBuffer filling;
  private Instant notBefore = Instant.MIN;
  private int failures;

  Lane(DeliverySettings settings, long seed, DeliveryTargets targets) {
    this.settings = settings;
    this.targets = targets;
    this.keys = new ObjectKeys(settings, seed);
    this.filling = new RecordBuffer(settings.format());
  }

  private record Waiting(String key, RecordBuffer records) {}

  synchronized void add(byte[] record, Instant arrival) {
    long limit = (long) settings.sizeMb() << 20;
    if (!filling.isEmpty() && filling.bytes() + record.length > limit) {
      closeBuffer();
    }
    filling.add(record, arrival);
    if (filling.bytes() >= limit) {
      closeBuffer();
    }
  }

  private void closeBuffer() {
    filling.close();
    line.addLast(new Waiting(keys.next(filling.oldest()), filling));
    filling = new RecordBuffer(settings.format());
  }

  /** Whether objects wait to be written. */
  synchronized boolean isBehind() {
    return !line.isEmpty();
  }

  synchronized boolean isOverfull() {
    return line.stream().mapToLong(waiting -> waiting.records.bytes()).sum() >= MOST_WAITING;
  }

  /**
   * Writes what is full or has waited long enough. One thread at a time calls it; others may add
   * meanwhile.
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
    synchronized (this) {
      return filling.isEmpty() ? Optional.empty() : Optional.of(due());
    }
  }

  private synchronized Waiting next(Instant now) {
    if (!filling.isEmpty() && !now.isBefore(due())) {
      closeBuffer();
    }
    return line.peekFirst();
  }

  private Instant due() {
    return filling.oldest().plus(settings.interval());
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
    synchronized (this) {
      line.removeFirst();
    }
    return true;
  }

  /** 1 s, 2 s, 4 s… on the lake's clock. Firehose's own times are not documented. */
  private Duration backoff() {
    Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, 10));
    return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
  }
}
