package dev.sluice.core.produce;

import dev.sluice.core.produce.deliver.DeliveryResult;
import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outputs of some ticks in a row: enough to fill a batch, few enough to be held in memory, at
 * least one.
 */
final class Chunk {
  private static final int ENOUGH_BYTES = 4 << 20;

  /** What a tick yielded beside its entries. */
  record TickNotes(Instant time, List<Label> labels, List<RejectedRow> rejected) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<TickNotes> notes = new ArrayList<>();
  private final List<TickOutput.Landed> landed = new ArrayList<>();
  private Instant first;
  private Instant last;
  private long ticks;
  private long bytes;
  private long missed;
  private MissedReasons reasons;
  private String position;

  private Chunk(Checkpoint checkpoint) {
    this.reasons = checkpoint.reasons();
    this.position = checkpoint.position();
  }

  /**
   * Asks the source for the ticks after the checkpoint, up to the invocation's time (there is at
   * least one), until there are enough entries. Empty: the source has none yet.
   */
  static Optional<Chunk> read(
      TickSource source, Ticks grid, Checkpoint checkpoint, InvocationDeadline deadline, int enough)
      throws IOException {
    Instant done = checkpoint.lastTick();
    Chunk chunk = new Chunk(checkpoint);
    int outputs = 0;
    while (grid.between(done, deadline.time()) > 0
        && outputs < source.mostAtOnce()
        && chunk.entries.size() < enough
        && chunk.bytes < ENOUGH_BYTES) {
      Instant time = source.next(grid, done, deadline.time());
      Tick tick = new Tick(checkpoint.ticks() + chunk.ticks, time, chunk.position);
      Optional<TickOutput> output = source.output(tick, deadline);
      if (output.isEmpty()) {
        break;
      }
      chunk.ticks += grid.between(done, time);
      chunk.add(time, output.get());
      done = time;
      outputs++;
    }
    return outputs == 0 ? Optional.empty() : Optional.of(chunk);
  }

  private void add(Instant time, TickOutput output) {
    entries.addAll(output.entries());
    output.entries().forEach(entry -> bytes += entry.data().length);
    output.landed().ifPresent(landed::add);
    if (!output.labels().isEmpty() || !output.rejected().isEmpty()) {
      notes.add(new TickNotes(time, output.labels(), output.rejected()));
    }
    output.missed().forEach(each -> missed += each.count());
    reasons = reasons.plus(time, output.missed());
    position = output.position().isEmpty() ? position : output.position();
    first = first == null ? time : first;
    last = time;
  }

  List<TickOutput.Landed> landed() {
    return landed;
  }

  List<Entry> entries() {
    return entries;
  }

  List<TickNotes> notes() {
    return notes;
  }

  Instant first() {
    return first;
  }

  /** The checkpoint when this chunk is done. */
  Checkpoint advance(Checkpoint checkpoint, DeliveryResult delivery) {
    Checkpoint.Counts counts =
        new Checkpoint.Counts(
            entries.size(),
            delivery.undelivered().size(),
            notes.stream().mapToLong(note -> note.rejected().size()).sum(),
            landed.stream().mapToLong(TickOutput.Landed::items).sum(),
            missed,
            delivery.unanswered());
    return new Checkpoint(
        last, checkpoint.ticks() + ticks, checkpoint.counts().plus(counts), reasons, position);
  }
}
