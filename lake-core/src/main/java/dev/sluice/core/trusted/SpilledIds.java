package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The ids of spilled rows, in runs ordered by their hash, so that equal ids meet in the merge. They
 * are found as rows of one column.
 */
final class SpilledIds implements Closeable {
  private final RowLayout layout;
  private final RowLayout idLayout;
  private final RowOrder order;
  private final RowOrder idOrder;
  private final SortedRuns runs;
  private byte[] id = new byte[256];
  private byte[] last = new byte[256];

  SpilledIds(TrustedTable table, RowLayout layout, Path folder) {
    this.layout = layout;
    TrustedTable.Column column = layout.column(layout.dedupe());
    idLayout =
        new RowLayout(
            new TrustedTable(
                table.name(), List.of(column), column.name(), List.of(), table.partition()));
    order = RowOrder.byId(layout);
    idOrder = RowOrder.byId(idLayout);
    runs = new SortedRuns(folder, idOrder);
  }

  /** Writes down the ids of the arena's rows. */
  void add(RowArena arena) throws IOException {
    int[] starts = arena.startsIn(order);
    runs.add(
        run -> {
          for (int start : starts) {
            copyId(arena.bytes(), start);
            run.accept(id, 0);
          }
        });
  }

  private void copyId(byte[] bytes, int row) {
    long value = RowLayout.getLong(bytes, row + layout.slot(layout.dedupe()));
    boolean isText = layout.isText(layout.dedupe());
    int length = isText ? (int) value : 0;
    int fixed = idLayout.fixedBytes();
    if (id.length < fixed + length) {
      id = new byte[2 * (fixed + length)];
    }
    System.arraycopy(bytes, row, id, 0, RowLayout.PRESENT);
    RowLayout.INTS.set(id, RowLayout.LENGTH, fixed + length);
    RowLayout.LONGS.set(id, RowLayout.PRESENT, 1L);
    RowLayout.LONGS.set(id, idLayout.slot(0), isText ? (long) fixed << 32 | length : value);
    if (isText) {
      System.arraycopy(bytes, row + (int) (value >>> 32), id, fixed, length);
    }
  }

  /** The arrival numbers of rows whose id arrived before; a bit for each record. */
  BitSet duplicates() throws IOException {
    BitSet duplicates = new BitSet();
    RowLayout.INTS.set(last, RowLayout.LENGTH, 0);
    runs.merge(
        (bytes, start) -> {
          boolean isFirst = RowLayout.getInt(last, RowLayout.LENGTH) == 0;
          if (!isFirst && idOrder.sameId(last, 0, bytes, start)) {
            duplicates.set(Math.toIntExact(RowLayout.getLong(bytes, start + RowLayout.ARRIVAL)));
            return;
          }
          int length = RowLayout.getInt(bytes, start + RowLayout.LENGTH);
          if (last.length < length) {
            last = Arrays.copyOf(last, 2 * length);
          }
          System.arraycopy(bytes, start, last, 0, length);
        });
    return duplicates;
  }

  @Override
  public void close() throws IOException {
    runs.close();
  }
}
