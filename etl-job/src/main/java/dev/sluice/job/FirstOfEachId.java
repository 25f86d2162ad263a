package dev.sluice.job;

import dev.sluice.core.trusted.rows.PackedRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Leaves out duplicates, then what doesn't pass the filter, and gives what is left its sort key.
 * Rows come by hash of the id, partition, arrival: of rows with one hash only those that are kept
 * are held in memory, hardly ever more than one.
 */
final class FirstOfEachId implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final Broadcast<TransformPlan> plan;

  FirstOfEachId(Broadcast<TransformPlan> plan) {
    this.plan = plan;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Pass(plan.value(), rows);
  }

  private static final class Pass implements Iterator<Row> {
    private final TransformPlan plan;
    private final Iterator<Row> rows;
    private final int targetBytes;
    private final Map<String, PackedRows> tables = new HashMap<>();

    /** By partition: duplicates and rows that don't pass the filter; told at the end. */
    private final Map<Integer, long[]> leftOut = new TreeMap<>();

    private Iterator<Map.Entry<Integer, long[]>> told;

    private final List<byte[]> kept = new ArrayList<>();
    private long keptHash;
    private int keptTarget = -1;
    private Row next;

    Pass(TransformPlan plan, Iterator<Row> rows) {
      this.plan = plan;
      this.rows = rows;
      targetBytes = plan.targetBytes();
    }

    @Override
    public boolean hasNext() {
      while (next == null && rows.hasNext()) {
        next = take(rows.next());
      }
      if (next == null) {
        told = told == null ? leftOut.entrySet().iterator() : told;
        next = told.hasNext() ? counts(told.next()) : null;
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }

    private Row take(Row parcel) {
      int target = parcel.getInt(0);
      byte kind = parcel.getByte(3);
      byte[] content = parcel.getAs(4);
      if (kind != Parcel.ROW) {
        return beforeRows(target, kind, parcel.getLong(2), content);
      }
      PackedRows table =
          tables.computeIfAbsent(
              plan.targets().get(target).table(), any -> new PackedRows(plan.table(target)));
      if (!isFirst(table, target, parcel.getLong(1), content)) {
        leftOut(target)[0]++;
        return null;
      }
      if (!table.passesFilter(content)) {
        leftOut(target)[1]++;
        return null;
      }
      byte[] key = table.sortKey(Parcel.prefix(target), targetBytes, content);
      return Parcel.ordered(target, kind, key, content);
    }

    private Row beforeRows(int target, byte kind, long arrival, byte[] content) {
      byte[] key = Parcel.keyBeforeRows(target, targetBytes, kind, arrival);
      return Parcel.ordered(target, kind, key, content);
    }

    private boolean isFirst(PackedRows table, int target, long hash, byte[] row) {
      if (target != keptTarget || hash != keptHash) {
        kept.clear();
        keptTarget = target;
        keptHash = hash;
      }
      for (byte[] other : kept) {
        if (table.sameId(other, row)) {
          return false;
        }
      }
      kept.add(row);
      return true;
    }

    private long[] leftOut(int target) {
      return leftOut.computeIfAbsent(target, any -> new long[2]);
    }

    private Row counts(Map.Entry<Integer, long[]> of) {
      long[] counts = of.getValue();
      return beforeRows(of.getKey(), Parcel.COUNTS, 0, Parcel.counts(0, counts[0], counts[1]));
    }
  }
}
