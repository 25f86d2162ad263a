package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects a partition's rows, then gives them without duplicates, by the rules and in order.
 *
 * <p>Of several rows with one id the first to arrive is kept, that is the one whose raw object's
 * key comes first, and in the object the one that stands first; only then the rules are applied. A
 * row without id, or a raw value that is no JSON object, has no duplicates and is dropped.
 *
 * <p>Rows are held in memory up to a limit. Beyond it they are spilled as runs sorted by id, merged
 * without duplicates, and sorted a second time; the result is the same.
 */
final class TrustedRows implements Closeable {
  private final RowLayout layout;
  private final RowOrder order;
  private final RowOrder byId;
  private final RowArena arena;
  private final IdSet ids;
  private final SortedRuns idRuns;
  private final SortedRuns orderedRuns;
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
    order = RowOrder.ofTable(layout);
    byId = RowOrder.byId(layout);
    arena = new RowArena(limit);
    ids = new IdSet(layout, arena, byId);
    idRuns = new SortedRuns(folder, byId);
    orderedRuns = new SortedRuns(folder, order);
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

  /** A record's row. */
  void add(RowBuilder row) {
    stored++;
    int reason = reason(row);
    if (row.isNull(layout.dedupe())) {
      drop(reason);
      return;
    }
    row.finish(reason);
    if (arena.isFullFor(row.length())) {
      makeRoom();
    }
    if (ids.add(row.bytes())) {
      arena.add(row.bytes(), 0, row.length());
    } else {
      duplicates++;
    }
  }

  /** Unchecked, so that it isn't taken for a raw object that can't be read. */
  private void makeRoom() {
    try {
      spillIds();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void spillIds() throws IOException {
    spilled = true;
    idRuns.spill(arena);
    ids.clear();
  }

  private int reason(RowBuilder row) {
    for (int column = 0; column < layout.columnCount(); column++) {
      boolean required = layout.column(column).required() || column == layout.dedupe();
      if (required && row.isNull(column)) {
        return column + 1;
      }
    }
    return 0;
  }

  private void drop(int reason) {
    TrustedTable.Column column = layout.column(reason - 1);
    drop("no %s as %s".formatted(column.from(), column.type().glueType()));
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
      spillIds();
      idRuns.merge(new Deduplication());
      idRuns.close();
      orderedRuns.spill(arena);
      orderedRuns.merge(
          (bytes, start) -> keep(bytes, start, (b, at) -> file.write(view.at(b, at))));
    }
    return new RowCounts(stored, duplicates, dropped, rows, reasons);
  }

  private void keep(byte[] bytes, int start, SortedRuns.RowConsumer consumer) throws IOException {
    int reason = RowLayout.getInt(bytes, start + RowLayout.REASON);
    if (reason == 0) {
      rows++;
      consumer.accept(bytes, start);
    } else {
      drop(reason);
    }
  }

  @Override
  public void close() throws IOException {
    idRuns.close();
    orderedRuns.close();
  }

  /** Takes rows sorted by id and keeps the first of each. */
  private final class Deduplication implements SortedRuns.RowConsumer {
    private byte[] last;

    @Override
    public void accept(byte[] bytes, int start) throws IOException {
      int length = RowLayout.getInt(bytes, start + RowLayout.LENGTH);
      if (last != null && byId.sameId(last, 0, bytes, start)) {
        duplicates++;
        return;
      }
      if (last == null || last.length < length) {
        last = new byte[length * 2];
      }
      System.arraycopy(bytes, start, last, 0, length);
      if (arena.isFullFor(length)) {
        orderedRuns.spill(arena);
      }
      arena.add(bytes, start, length);
    }
  }
}
