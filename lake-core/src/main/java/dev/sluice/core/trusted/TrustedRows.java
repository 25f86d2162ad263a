package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects a partition's rows, then gives them without duplicates, by the rules and in order.
 *
 * <p>Rows without a required value, and raw values that are no records, are dropped and have no
 * duplicates. Of several other rows with one id the first to arrive is kept, that is the one whose
 * raw object's key comes first, and in the object the one that stands first. At last it is dropped
 * if it doesn't pass the filter.
 *
 * <p>Rows are held in memory up to a limit. Beyond it they are spilled as sorted runs, and their
 * ids beside them in runs of their own, from which the later duplicates are known before the rows
 * are merged; the result is the same. What grows with the records then is one bit for each.
 */
final class TrustedRows implements Closeable {
  private static final int FILTERED = 1;

  private final RowLayout layout;
  private final RowFilter filter;
  private final int[] required;
  private final RowOrder order;
  private final RowArena arena;
  private final IdSet ids;
  private final SpilledIds spilledIds;
  private final SortedRuns runs;
  private final Map<String, Long> reasons = new TreeMap<>();
  private boolean spilled;
  private long stored;
  private long duplicates;
  private long dropped;
  private long rows;

  /**
   * @param limit bytes of rows held in memory
   * @param folder where runs are spilled
   */
  TrustedRows(TrustedTable table, long limit, Path folder) {
    layout = new RowLayout(table);
    filter =
        table
            .filter()
            .map(condition -> RowFilter.of(condition, layout))
            .orElse((bytes, start) -> true);
    required = layout.required();
    order = RowOrder.ofTable(layout);
    arena = new RowArena(limit);
    ids = new IdSet(layout, arena, RowOrder.byId(layout));
    spilledIds = new SpilledIds(table, layout, folder);
    runs = new SortedRuns(folder, order);
  }

  RowLayout layout() {
    return layout;
  }

  /** Records read so far; the arrival number of the next one. */
  long stored() {
    return stored;
  }

  /** A raw value that is no JSON object. */
  void addNoRecord() {
    stored++;
    drop("not a JSON object");
  }

  /** A row that can't be read. */
  void addUnreadable() {
    stored++;
    drop("not readable");
  }

  /** A record's row. */
  void add(RowBuilder row) {
    stored++;
    int missing = missing(row);
    if (missing >= 0) {
      TrustedTable.Column column = layout.column(missing);
      drop("no %s as %s".formatted(column.from(), column.type().glueType()));
      return;
    }
    row.finish();
    if (arena.isFullFor(row.length())) {
      makeRoom();
    }
    if (ids.add(row.bytes())) {
      row.setReason(filter.passes(row.bytes(), 0) ? 0 : FILTERED);
      arena.add(row.bytes(), 0, row.length());
    } else {
      duplicates++;
    }
  }

  /** Unchecked, so that it isn't taken for a raw object that can't be read. */
  private void makeRoom() {
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
    ids.clear();
  }

  /** The first required column without a value, or -1. */
  private int missing(RowBuilder row) {
    for (int column : required) {
      if (row.isNull(column)) {
        return column;
      }
    }
    return -1;
  }

  private void drop(String reason) {
    dropped++;
    reasons.merge(reason, 1L, Long::sum);
  }

  /** Gives the rows to the file and tells the counts. To be called once. */
  RowCounts writeTo(TableWriter.RowFile file) throws IOException {
    Row view = new Row(layout);
    if (!spilled) {
      arena.sort(order);
      for (int i = 0; i < arena.count(); i++) {
        keep(arena.bytes(), arena.start(i), (bytes, start) -> file.write(view.at(bytes, start)));
      }
    } else {
      spill();
      BitSet repeated = spilledIds.duplicates();
      duplicates += repeated.cardinality();
      runs.merge(
          (bytes, start) -> {
            if (!repeated.get((int) RowLayout.getLong(bytes, start + RowLayout.ARRIVAL))) {
              keep(bytes, start, (row, at) -> file.write(view.at(row, at)));
            }
          });
    }
    return new RowCounts(stored, duplicates, dropped, rows, reasons);
  }

  private void keep(byte[] bytes, int start, SortedRuns.RowConsumer consumer) throws IOException {
    if (RowLayout.getInt(bytes, start + RowLayout.REASON) == FILTERED) {
      drop("not in the filter");
    } else {
      rows++;
      consumer.accept(bytes, start);
    }
  }

  @Override
  public void close() throws IOException {
    spilledIds.close();
    runs.close();
  }
}
