package dev.sluice.localaws.esm;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Batches of a shard that were given up, on their way to the on-failure destination. */
final class Discards {
  private final MappingSettings settings;
  private final String shard;
  private final FailureDestination destination;
  private final MappingCounts counts;
  private final Consumer<Discard> listener;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  Discards(
      MappingSettings settings,
      String shard,
      FailureDestination destination,
      MappingCounts counts,
      Consumer<Discard> listener) {
    this.settings = settings;
    this.shard = shard;
    this.destination = destination;
    this.counts = counts;
    this.listener = listener;
  }

  private record Waiting(Discard discard, byte[] event) {}

  MappingCounts counts() {
    return counts;
  }

  void add(Batch batch, byte[] event, String condition, String reason) {
    Discard discard =
        new Discard(
            settings.function(), shard, batch.records(), condition, reason, batch.attempts());
    waiting.add(new Waiting(discard, event));
  }

  /**
   * Sends what waits. Deviation: Lambda counts a destination that does not answer and drops the
   * record; here it is tried again, and the shard waits.
   */
  void send(Instant now) {
    while (!waiting.isEmpty()) {
      Waiting next = waiting.getFirst();
      destination.send(next.discard(), next.event(), now);
      waiting.removeFirst();
      counts.discarded(next.discard());
      listener.accept(next.discard());
    }
  }
}
