package dev.sluice.core.produce.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Entries still to be sent, in order. A batch leaves out entries whose key has an earlier entry
 * that is being retried, so that a retry doesn't overtake.
 */
final class Pending {
  /** An entry and its fate so far. */
  static final class Attempt {
    private final long place;
    private final Entry entry;
    private Undelivered failure;
    private boolean retried;

    private Attempt(long place, Entry entry) {
      this.place = place;
      this.entry = entry;
      this.failure =
          new Undelivered(entry, Undelivered.State.REFUSED, "the time was up before it was sent");
    }

    Entry entry() {
      return entry;
    }

    void failed(Undelivered newFailure) {
      // Once it may be in the stream, a later refusal does not take that back.
      boolean unknown = retried && failure.state() == Undelivered.State.UNKNOWN;
      failure =
          unknown
              ? new Undelivered(entry, Undelivered.State.UNKNOWN, newFailure.reason())
              : newFailure;
      retried = true;
    }

    Undelivered failure() {
      return failure;
    }
  }

  private final DeliveryLimits limits;
  private final Deque<Attempt> queue = new ArrayDeque<>();
  private long unanswered;

  Pending(List<Entry> entries, DeliveryLimits limits) {
    this.limits = limits;
    long place = 0;
    for (Entry entry : entries) {
      queue.add(new Attempt(place++, entry));
    }
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Takes the next batch; what of it failed is given back with {@link #giveBack}. */
  List<Attempt> takeBatch() {
    List<Attempt> batch = new ArrayList<>();
    List<Attempt> waiting = new ArrayList<>();
    Set<String> retriedKeys = new HashSet<>();
    int bytes = 0;
    while (!queue.isEmpty() && batch.size() < limits.batchRecords()) {
      Attempt attempt = queue.peek();
      int size = size(attempt.entry());
      if (bytes + size > limits.batchBytes()) {
        break;
      }
      queue.remove();
      if (attempt.retried) {
        retriedKeys.add(attempt.entry().key());
      } else if (retriedKeys.contains(attempt.entry().key())) {
        waiting.add(attempt);
        continue;
      }
      batch.add(attempt);
      bytes += size;
    }
    giveBack(waiting);
    return batch;
  }

  /** Puts attempts back to their places, which are before all that is queued or among it. */
  void giveBack(List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return;
    }
    TreeMap<Long, Attempt> head = new TreeMap<>();
    attempts.forEach(attempt -> head.put(attempt.place, attempt));
    long last = head.lastKey();
    while (!queue.isEmpty() && queue.peek().place < last) {
      Attempt queued = queue.remove();
      head.put(queued.place, queued);
    }
    head.descendingMap().values().forEach(queue::addFirst);
  }

  void count(RecordStream.Outcome outcome) {
    unanswered += outcome instanceof RecordStream.Unknown ? 1 : 0;
  }

  /** How often an entry was sent and no answer came. */
  long unanswered() {
    return unanswered;
  }

  List<Undelivered> rest() {
    return queue.stream().map(Attempt::failure).toList();
  }

  static int size(Entry entry) {
    return entry.data().length + entry.key().getBytes(UTF_8).length;
  }
}
