package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Collects a partition's rows, then gives them without duplicates, by the rules and in order.
 *
 * <p>Rows without a required value, and raw values that are no records, are dropped and have no
 * duplicates. Of several other rows with one id the first to arrive is kept, that is the one whose
 * raw object's key comes first, and in the object the one that stands first; or, if the table says
 * so, the latest version: if that says a deletion, there is no row. It is dropped if it doesn't
 * pass the filter. What is left is checked.
 *
 * <p>Rows are held in memory up to a limit. Beyond it they are spilled as sorted runs, and their
 * ids beside them in files of their own, from which the later duplicates are known before the rows
 * are merged; the result is the same. What grows with the records then is one bit for each, and a
 * 64th of their ids.
 */
public final class TrustedRows implements PartitionSink, Closeable {
  private final RowLayout layout;
  private final RejectedRows rejected;
  private final RowOrder order;
  private final RowMemory memory;
  private final RowArena arena;
  private final DuplicateFinder finder;
  private final SpilledIds spilledIds;
  private final SortedRuns runs;
  private final RowTally tally;
  private final RowIntake intake;
  private boolean spilled;
  private BitSet repeated = new BitSet();
  private long stored;

  /** With those that a later version put out. */
  private long duplicates;

  private long deleted;

  /**
   * What rows are held against.
   *
   * @param bytes of rows held in memory
   * @param memory where they are held
   * @param believedUntil from then on, in epoch milliseconds, an event time is not believed
   */
  public record Limits(long bytes, RowMemory memory, long believedUntil) {
    /** In memory of its own. */
    public Limits(long bytes, long believedUntil) {
      this(bytes, new RowMemory(), believedUntil);
    }
  }

  /**
   * @param folder where runs are spilled
   * @param rejected takes the rows that can't be read
   */
  public TrustedRows(TrustedTable table, Limits limits, Path folder, RejectedRows rejected) {
    layout = new RowLayout(table);
    this.rejected = rejected;
    order = RowOrder.ofTable(layout);
    memory = limits.memory;
    arena = new RowArena(limits.bytes, memory.take());
    finder = new DuplicateFinder(arena, layout);
    spilledIds = new SpilledIds(layout, table.rows().dedupe(), folder);
    runs = new SortedRuns(folder, order);
    tally = new RowTally(layout, limits.believedUntil);
    intake = new RowIntake(table, layout, tally);
  }

  @Override
  public RowLayout layout() {
    return layout;
  }

  @Override
  public long arrival() {
    return stored;
  }

  @Override
  public void addNoRecord() {
    stored++;
    intake.dropNoRecord();
  }

  @Override
  public void reject(FlawedText flawed) {
    stored++;
    intake.dropUnreadable();
    rejected.add(flawed);
  }

  @Override
  public void add(RowBuilder row) {
    stored++;
    if (intake.takes(row)) {
      hold(row.bytes(), row.length());
    }
  }

  /**
   * A row that was dealt, see {@link DealtRows}.
   *
   * @param row begins at 0; it becomes another one
   */
  public void addDealt(byte[] row) {
    RowLayout.LONGS.set(row, RowLayout.ARRIVAL, stored++);
    hold(row, RowLayout.getInt(row, RowLayout.LENGTH));
  }

  private void hold(byte[] row, int length) {
    if (arena.isFullFor(length)) {
      makeRoom();
    }
    arena.add(row, 0, length);
  }

  @Override
  public void addCopy() {
    stored++;
    duplicates++;
  }

  private void removeDuplicates() {
    BitSet repeated = finder.find();
    duplicates += repeated.cardinality();
    arena.remove(repeated);
  }

  /** Unchecked, so that it isn't taken for a raw object that can't be read. */
  private void makeRoom() {
    int before = arena.count();
    removeDuplicates();
    if (arena.count() <= before / 2) {
      return;
    }
    try {
      spill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void spill() throws IOException {
    spilled = true;
    spilledIds.add(arena);
    runs.spill(arena);
  }

  /** Gives the rows to the output and tells what they come to. To be called once. */
  public RowTotals writeTo(RowOutput out) throws IOException {
    removeDuplicates();
    if (!spilled) {
      arena.sort(order);
    } else {
      spill();
      repeated = spilledIds.duplicates();
      duplicates += repeated.cardinality();
    }
    Row view = new Row(layout);
    for (RowOutput.RowPass pass : out.before()) {
      each(
          (bytes, start) -> {
            if (RowLayout.reason(bytes, start) == 0) {
              pass.see(view.at(bytes, start));
            }
          });
      pass.end();
    }
    each((bytes, start) -> write(view.at(bytes, start), out));
    long replaced = finder.replaced() + spilledIds.replaced();
    return tally.totals(
        stored,
        duplicates - replaced,
        new RowCounts.Versions(replaced, deleted),
        intake.dropped(),
        intake.reasons());
  }

  /** Gives the rows without duplicates, in order. */
  private void each(SortedRuns.RowConsumer consumer) throws IOException {
    if (spilled) {
      runs.merge(
          (bytes, start) -> {
            if (!repeated.get(RowLayout.getInt(bytes, start + RowLayout.ARRIVAL))) {
              consumer.accept(bytes, start);
            }
          });
      return;
    }
    for (int i = 0; i < arena.count(); i++) {
      consumer.accept(arena.bytes(), arena.start(i));
    }
  }

  /** What was counted, once the rows are written. */
  public RowTally tally() {
    return tally;
  }

  private void write(Row row, RowOutput out) throws IOException {
    int reason = RowLayout.reason(row.bytes(), row.start());
    if (reason == RowIntake.FILTERED) {
      intake.dropFiltered();
    } else if (reason == RowIntake.DELETED) {
      deleted++;
    } else {
      tally.add(row, out.write(row));
    }
  }

  @Override
  public void close() throws IOException {
    memory.giveBack(arena.bytes());
    spilledIds.close();
    runs.close();
  }
}
