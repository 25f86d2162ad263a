package dev.sluice.core.produce.deliver;

import dev.sluice.core.produce.deliver.Pending.Attempt;
import dev.sluice.core.produce.deliver.Undelivered.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Brings entries into a stream: full batches, and retries of only those entries that failed, with
 * exponentially growing pauses and full jitter, until the time is up.
 *
 * <p>Order: while entries of a key are retried, later entries of that key wait. Within one call a
 * later entry of a key may still be taken and an earlier one refused, since the stream decides of
 * each entry alone; one entry per key and call would mend that at the price of most of the
 * throughput. Readers order by event time.
 *
 * @see <a
 *     href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">exponential
 *     backoff and jitter</a>
 */
public final class Delivery {
  private static final int LONGEST_KEY = 256;
  private static final int MOST_DOUBLINGS = 20;

  private final RecordStream stream;
  private final DeliveryLimits limits;
  private final Sleeper sleeper;
  private final RandomGenerator random;

  public Delivery(
      RecordStream stream, DeliveryLimits limits, Sleeper sleeper, RandomGenerator random) {
    this.stream = stream;
    this.limits = limits;
    this.sleeper = sleeper;
    this.random = random;
  }

  /** The limits it keeps to. */
  public DeliveryLimits limits() {
    return limits;
  }

  /**
   * Delivers the entries in their order.
   *
   * @param remaining the time left; zero or less ends the delivery. The first batch is sent in any
   *     case.
   * @return what could not be delivered, in the entries' order except that entries the stream can't
   *     take at all come first; and how often an answer did not come
   */
  public DeliveryResult deliver(List<Entry> entries, Supplier<Duration> remaining) {
    List<Undelivered> undelivered = new ArrayList<>();
    List<Entry> sendable = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      String flaw = flaw(entry);
      if (flaw.isEmpty()) {
        sendable.add(entry);
      } else {
        undelivered.add(new Undelivered(entry, State.REFUSED, flaw));
      }
    }
    Pending pending = new Pending(sendable, limits);
    int failures = 0;
    while (!pending.isEmpty()) {
      boolean clean = sendBatch(pending, undelivered);
      failures = clean ? 0 : failures + 1;
      if (!pending.isEmpty() && !pause(failures, remaining)) {
        break;
      }
    }
    undelivered.addAll(pending.rest());
    return new DeliveryResult(undelivered, pending.unanswered());
  }

  private String flaw(Entry entry) {
    int size = Pending.size(entry);
    if (size > limits.recordBytes()) {
      return "record of %d bytes with its key, the stream takes %d"
          .formatted(size, limits.recordBytes());
    }
    int key = entry.key().codePointCount(0, entry.key().length());
    return key >= 1 && key <= LONGEST_KEY
        ? ""
        : "partition key of %d characters, the stream takes 1 to %d".formatted(key, LONGEST_KEY);
  }

  /** Sends one batch; returns whether all of it was taken. */
  private boolean sendBatch(Pending pending, List<Undelivered> undelivered) {
    List<Attempt> batch = pending.takeBatch();
    List<RecordStream.Outcome> outcomes = stream.put(batch.stream().map(Attempt::entry).toList());
    if (outcomes.size() != batch.size()) {
      throw new IllegalStateException(
          "%d outcomes for %d entries".formatted(outcomes.size(), batch.size()));
    }
    boolean clean = true;
    List<Attempt> again = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      RecordStream.Outcome outcome = outcomes.get(i);
      if (outcome instanceof RecordStream.Accepted) {
        continue;
      }
      clean = false;
      Attempt attempt = batch.get(i);
      pending.count(outcome);
      attempt.failed(failure(attempt.entry(), outcome));
      if (outcome instanceof RecordStream.Refused refused && !refused.retryable()) {
        undelivered.add(attempt.failure());
      } else {
        again.add(attempt);
      }
    }
    pending.giveBack(again);
    return clean;
  }

  private static Undelivered failure(Entry entry, RecordStream.Outcome outcome) {
    return outcome instanceof RecordStream.Refused refused
        ? new Undelivered(entry, State.REFUSED, refused.code() + ": " + refused.message())
        : new Undelivered(entry, State.UNKNOWN, ((RecordStream.Unknown) outcome).message());
  }

  /** Waits before the next call; false if there is no time for one. */
  private boolean pause(int failures, Supplier<Duration> remaining) {
    Duration pause = failures == 0 ? Duration.ZERO : jitter(failures);
    if (remaining.get().compareTo(pause) <= 0) {
      return false;
    }
    if (pause.isZero()) {
      return true;
    }
    try {
      sleeper.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Duration jitter(int failures) {
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    long most =
        Math.min(limits.firstPause().toMillis() << doublings, limits.longestPause().toMillis());
    return Duration.ofMillis(random.nextLong(most + 1));
  }
}
