package dev.sluice.localaws.esm;

import dev.sluice.localaws.clock.WakingLoop;
import dev.sluice.localaws.esm.BatchOutcome.Failed;
import dev.sluice.localaws.esm.BatchOutcome.NotInvoked;
import dev.sluice.localaws.esm.BatchOutcome.Processed;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Delivers the records of a shard's lane to a function, in order, one batch at a time.
 *
 * <p>The batch at hand stays at the head of the queue until the function has processed it or it is
 * given up, so an exception anywhere loses nothing. Not thread-safe: {@link WakingLoop} calls it.
 */
final class ShardConsumer {
  /** Records that got their arrival time just before a window's end may be stored just after it. */
  static final Duration WINDOW_GRACE = Duration.ofSeconds(1);

  /**
   * Lambda asks each shard for records once a second, and again at once only after a full batch.
   */
  private static final Duration POLLING = Duration.ofSeconds(1);

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  private final MappingSettings settings;
  private final ShardBuffer buffer;
  private final KinesisEvents events;
  private final BatchInvoker invoker;
  private final Discards discards;
  private final Progress progress;
  private final Deque<Batch> queue = new ArrayDeque<>();
  private Optional<Window> window;
  private Instant notBefore = Instant.MIN;
  private Instant nextPoll = Instant.MIN;

  ShardConsumer(
      MappingSettings settings, ShardBuffer buffer, BatchDelivery delivery, Progress progress) {
    this.settings = settings;
    this.buffer = buffer;
    this.events = delivery.events();
    this.invoker = delivery.invoker();
    this.discards = delivery.discards();
    this.progress = progress;
    this.window = progress.window();
  }

  /**
   * Does the next thing that is to be done.
   *
   * @return when there is something more; empty until records are appended
   */
  Optional<Instant> advance(Instant now) {
    discards.send(now);
    progress.save(window);
    if (queue.isEmpty()) {
      buffer.fill();
      if (buffer.first().isEmpty()) {
        progress.passed(buffer.readUpTo());
        progress.save(window);
      }
      Optional<Instant> wait = enqueue(now);
      if (queue.isEmpty()) {
        return wait;
      }
    }
    if (now.isBefore(notBefore)) {
      return Optional.of(notBefore);
    }
    expire(now);
    if (!queue.isEmpty()) {
      deliver(queue.getFirst(), now);
    }
    return Optional.of(notBefore.isAfter(now) ? notBefore : now);
  }

  /** Puts the next batch into the queue, or tells when there may be one. */
  private Optional<Instant> enqueue(Instant now) {
    Optional<StoredRecord> first = buffer.first();
    if (window.isPresent()
        && first.filter(record -> window.get().contains(record.arrival())).isEmpty()) {
      Instant close = window.get().end().plus(WINDOW_GRACE);
      if (first.isEmpty() && now.isBefore(close)) {
        return Optional.of(close);
      }
      queue.add(Batch.ending(Batch.Ending.CLOSED));
      return Optional.of(now);
    }
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Instant end = settings.tumbling() ? windowOf(first.get()).end() : Instant.MAX;
    ShardBuffer.Extent next = buffer.next(end);
    Instant due = first.get().arrival().plus(settings.batching().window());
    due = due.isBefore(end) ? due : end;
    due = due.isAfter(nextPoll) ? due : nextPoll;
    if (!next.complete() && now.isBefore(due)) {
      return Optional.of(due);
    }
    queue.add(Batch.of(buffer.take(next.count())));
    nextPoll = now.plus(POLLING);
    return Optional.of(now);
  }

  private Window windowOf(StoredRecord record) {
    return window.orElseGet(
        () -> Window.around(record.arrival(), settings.batching().tumblingWindow()));
  }

  private void expire(Instant now) {
    Batch batch = queue.getFirst();
    if (settings.onError().maximumAge().isEmpty() || batch.ending().isPresent()) {
      return;
    }
    Instant oldest = now.minus(settings.onError().maximumAge().get());
    int expired = 0;
    while (expired < batch.size() && batch.records().get(expired).arrival().isBefore(oldest)) {
      expired++;
    }
    if (expired > 0) {
      queue.removeFirst();
      giveUp(batch.slice(0, expired, batch.failures()), "RecordAgeExceeded", "too old");
      if (expired < batch.size()) {
        queue.addFirst(batch.slice(expired, batch.size(), batch.failures()));
      }
    }
  }

  private void deliver(Batch batch, Instant now) {
    if (settings.tumbling() && window.isEmpty()) {
      window = Optional.of(windowOf(batch.records().get(0)));
    }
    byte[] event = events.write(batch, window);
    BatchOutcome outcome =
        BatchOutcome.of(invoker.invoke(settings.function(), event), batch, settings);
    discards.counts().invoked(batch, outcome);
    queue.removeFirst();
    if (outcome instanceof Processed processed) {
      processed(batch, processed, now);
    } else if (outcome instanceof Failed failed) {
      failed(batch, failed.reason(), now);
    } else if (outcome instanceof NotInvoked) {
      Batch again = batch.throttled();
      queue.addFirst(again);
      backOff(again.attempts(), now);
    }
  }

  private void processed(Batch batch, Processed outcome, Instant now) {
    int done = outcome.firstFailure();
    if (batch.ending().isPresent()) {
      window = Optional.empty();
    } else if (done == 0) {
      failed(batch, "The function reported its first record as failed", now);
    } else {
      // The state that comes with a partial failure covers the records before it.
      keepState(outcome.state());
      progress.done(batch.records().get(done - 1));
      if (done < batch.size()) {
        int failures = settings.onError().bisects() ? 0 : 1;
        retryOrGiveUp(
            batch.slice(done, batch.size(), failures),
            "The function reported a failed record",
            now);
      }
    }
  }

  /**
   * Lambda's documentation does not say what a window ended early gets. Here it gets the state that
   * was too large, so that nothing that was counted is lost; later records of the same time start
   * with an empty state.
   */
  private void keepState(Optional<String> state) {
    window = window.map(current -> current.with(state.orElseThrow()));
    if (window.filter(current -> current.state().length() > Window.STATE_LIMIT).isPresent()) {
      queue.addFirst(Batch.ending(Batch.Ending.TERMINATED_EARLY));
    }
  }

  private void failed(Batch batch, String reason, Instant now) {
    if (settings.onError().bisects() && batch.size() > 1) {
      // Splitting does not consume retries.
      int middle = batch.size() / 2;
      queue.addFirst(batch.slice(middle, batch.size(), batch.failures()));
      queue.addFirst(batch.slice(0, middle, batch.failures()));
      backOff(1, now);
    } else {
      retryOrGiveUp(batch.failed(), reason, now);
    }
  }

  private void retryOrGiveUp(Batch batch, String reason, Instant now) {
    if (settings.retriesAfter(batch.failures())) {
      // A final invocation of a window that ended early comes before what is left of its batch.
      Optional<Batch> ending =
          Optional.ofNullable(queue.peekFirst()).filter(next -> next.ending().isPresent());
      ending.ifPresent(queue::remove);
      queue.addFirst(batch);
      ending.ifPresent(queue::addFirst);
      backOff(batch.failures(), now);
    } else {
      giveUp(batch, "RetryAttemptsExhausted", reason);
    }
  }

  private void giveUp(Batch batch, String condition, String reason) {
    discards.add(batch, events.write(batch, window), condition, reason);
    if (batch.ending().isPresent()) {
      window = Optional.empty();
    } else {
      progress.done(batch.records().get(batch.size() - 1));
    }
  }

  /** 1 s, 2 s, 4 s… on the lake's clock. Lambda's own times are not documented. */
  private void backOff(int failures, Instant now) {
    Duration wait = Duration.ofSeconds(1L << Math.min(Math.max(failures - 1, 0), 10));
    notBefore = now.plus(wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF);
  }
}
