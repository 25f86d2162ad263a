package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PackedRowReader;
import java.nio.ByteBuffer;

/**
 * What an engine that de-duplicates and sorts by itself has to know of the rows that a {@link
 * PackedRowReader} gives, to come to the same table. Each row is an array of its own.
 *
 * <p>Of several rows with one id the first by arrival is kept, or the latest version, of several
 * the last by arrival. It is left out if it says a deletion, dropped if it doesn't pass the filter.
 * What is left is in the order of the sort keys.
 *
 * <p>Not thread-safe.
 */
public final class PackedRows {
  private final RowLayout layout;
  private final IdHash hash;
  private final RowDigest digest;
  private final RowOrder byId;
  private final RowFilter filter;
  private final int[] sort;
  private final OrderedBytes key = new OrderedBytes();
  private final Row view;

  public PackedRows(TrustedTable table) {
    layout = new RowLayout(table);
    hash = new IdHash(layout);
    digest = new RowDigest(layout);
    byId = RowOrder.byId(layout);
    filter = RowFilter.of(table, layout);
    sort = RowOrder.columns(layout);
    view = new Row(layout);
  }

  /** A hash of the row's id. */
  public long idHash(byte[] row) {
    return hash.of(row);
  }

  /** 16 bytes by which copies of the row are known. */
  public byte[] digest(byte[] row) {
    digest.read(row);
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(digest.high()).putLong(digest.low()).array();
  }

  /** Whether the rows have the same id. */
  public boolean sameId(byte[] a, byte[] b) {
    return byId.sameId(a, 0, b, 0);
  }

  /**
   * How the version of a row is to that of one with the same id that arrived before it: if less,
   * the row is out, else the one before. A table that has no versions keeps the one before.
   */
  public int compareVersions(byte[] row, byte[] before) {
    return byId.compareVersions(row, 0, before, 0);
  }

  /** Whether the table keeps the latest version of each id. */
  public boolean hasVersions() {
    return layout.latest() >= 0;
  }

  /** Whether the row says that there is none with its id any more. */
  public boolean isDeletion(byte[] row) {
    return layout.isDeletion(row, 0);
  }

  /** Whether the row passes the table's filter. */
  public boolean passesFilter(byte[] row) {
    return filter.passes(row, 0);
  }

  /**
   * A key whose unsigned order is that of the table's rows.
   *
   * @param prefix what the key begins with
   * @param prefixBytes in how many bytes
   */
  public byte[] sortKey(long prefix, int prefixBytes, byte[] row) {
    key.clear();
    key.addLast(prefixBytes, prefix);
    for (int column : sort) {
      if (RowLayout.isNull(row, 0, column)) {
        key.addNull();
      } else {
        add(row, column);
      }
    }
    return key.toArray();
  }

  private void add(byte[] row, int column) {
    long value = RowLayout.getLong(row, layout.slot(column));
    if (layout.isText(column)) {
      key.addText(row, (int) (value >>> 32), (int) value);
      return;
    }
    switch (layout.type(column)) {
      case DOUBLE -> key.addDouble(Double.longBitsToDouble(value));
      case FLOAT -> key.addDouble(Float.intBitsToFloat((int) value));
      default -> key.addLong(value);
    }
  }

  /**
   * Counts what is wrong with rows that end up in the table.
   *
   * @param believedUntil from then on, in epoch milliseconds, an event time is not believed
   */
  public RowTally tally(long believedUntil) {
    return new RowTally(layout, believedUntil);
  }

  /** The row for a {@link TableWriter}; valid until the next call. */
  public Row view(byte[] row) {
    return view.at(row, 0);
  }
}
