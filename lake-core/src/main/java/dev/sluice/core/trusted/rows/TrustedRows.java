package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.flaw.Flaws;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
public final class TrustedRows implements RowSink, Closeable {
  private static final int FILTERED = 1;
  private static final int DELETED = 2;

  private final RowLayout layout;
  private final RowFilter filter;
  private final RequiredColumns required;
  private final RejectedRows rejected;
  private final RowOrder order;
  private final RowArena arena;
  private final IdHash ids;
  private final DuplicateFinder finder;
  private final SpilledIds spilledIds;
  private final SortedRuns runs;
  private final RowTally tally;
  private final Map<String, Long> reasons = new TreeMap<>();
  private boolean spilled;
  private BitSet repeated = new BitSet();
  private long stored;

  /** With those that a later version put out. */
  private long duplicates;

  private long deleted;
  private long dropped;

  /**
   * What rows are held against.
   *
   * @param bytes of rows held in memory
   * @param believedUntil from then on, in epoch milliseconds, an event time is not believed
   */
  public record Limits(long bytes, long believedUntil) {}

  /**
   * @param folder where runs are spilled
   * @param rejected takes the rows that can't be read
   */
  public TrustedRows(TrustedTable table, Limits limits, Path folder, RejectedRows rejected) {
    layout = new RowLayout(table);
    filter = RowFilter.of(table, layout);
    required = new RequiredColumns(layout);
    this.rejected = rejected;
    order = RowOrder.ofTable(layout);
    arena = new RowArena(limits.bytes);
    ids = new IdHash(layout);
    finder = new DuplicateFinder(arena, layout);
    spilledIds = new SpilledIds(layout, table.rows().dedupe(), folder);
    runs = new SortedRuns(folder, order);
    tally = new RowTally(layout, limits.believedUntil);
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
    drop("not a JSON object");
  }

  @Override
  public void reject(FlawedText flawed) {
    stored++;
    drop("not readable");
    rejected.add(flawed);
  }

  @Override
  public void add(RowBuilder row) {
    stored++;
    int missing = required.missing(row);
    if (missing >= 0) {
      drop(required.reason(missing, row));
      tally.drop(row, missing);
      return;
    }
    row.finish();
    if (arena.isFullFor(row.length())) {
      makeRoom();
    }
    RowLayout.LONGS.set(row.bytes(), RowLayout.HASH, ids.of(row.bytes()));
    row.setReason(reason(row.bytes()));
    arena.add(row.bytes(), 0, row.length());
  }

  private int reason(byte[] row) {
    if (layout.isDeletion(row, 0)) {
      return DELETED;
    }
    return filter.passes(row, 0) ? 0 : FILTERED;
  }

  /** A record of which a copy lies in another partition. */
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

  private void drop(String reason) {
    dropped++;
    reasons.merge(reason, 1L, Long::sum);
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
        stored, duplicates - replaced, new RowCounts.Versions(replaced, deleted), dropped, reasons);
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

  /** Why these rows must not become the table's; empty: they may. To be asked after writing. */
  public Optional<String> refusal() {
    return tally.refusal();
  }

  /** See {@link RowTally#beyondMaxNull}. */
  public Flaws beyondMaxNull() {
    return tally.beyondMaxNull();
  }

  private void write(Row row, RowOutput out) throws IOException {
    int reason = RowLayout.reason(row.bytes(), row.start());
    if (reason == FILTERED) {
      drop("not in the filter");
    } else if (reason == DELETED) {
      deleted++;
    } else {
      tally.add(row, out.write(row));
    }
  }

  @Override
  public void close() throws IOException {
    spilledIds.close();
    runs.close();
  }
}
