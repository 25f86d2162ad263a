package dev.sluice.core.produce;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rounds of some ticks in a row: enough to fill a batch, few enough to be held in memory, at
 * least one.
 */
final class Chunk {
  private static final int MOST_TICKS = 1_000;
  private static final int ENOUGH_BYTES = 4 << 20;

  /** What a tick yielded beside its entries. */
  record TickNotes(Instant time, List<Label> labels, List<RejectedRow> rejected) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<TickNotes> notes = new ArrayList<>();
  private final Instant first;
  private Instant last;
  private long ticks;
  private long bytes;

  private Chunk(Instant first) {
    this.first = first;
  }

  /**
   * Asks the source for the ticks after the checkpoint, up to that time (there is at least one),
   * until there are enough entries.
   */
  static Chunk read(TickSource source, Ticks grid, Checkpoint checkpoint, Instant upTo, int enough)
      throws IOException {
    Chunk chunk = new Chunk(grid.after(checkpoint.lastTick(), 1));
    long left = Math.min(MOST_TICKS, grid.between(checkpoint.lastTick(), upTo));
    while (chunk.ticks < left && chunk.entries.size() < enough && chunk.bytes < ENOUGH_BYTES) {
      Instant time = grid.after(checkpoint.lastTick(), chunk.ticks + 1);
      chunk.add(time, source.round(new Tick(checkpoint.ticks() + chunk.ticks, time)));
    }
    return chunk;
  }

  private void add(Instant time, Round round) {
    entries.addAll(round.entries());
    round.entries().forEach(entry -> bytes += entry.data().length);
    if (!round.labels().isEmpty() || !round.rejected().isEmpty()) {
      notes.add(new TickNotes(time, round.labels(), round.rejected()));
    }
    last = time;
    ticks++;
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
  Checkpoint advance(Checkpoint checkpoint, int failed) {
    long rejected = notes.stream().mapToLong(note -> note.rejected().size()).sum();
    return new Checkpoint(
        last,
        checkpoint.ticks() + ticks,
        checkpoint.produced() + entries.size(),
        checkpoint.failed() + failed,
        checkpoint.rejected() + rejected);
  }
}
