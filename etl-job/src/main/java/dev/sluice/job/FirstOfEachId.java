package dev.sluice.job;

import dev.sluice.core.trusted.rows.PackedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Leaves out duplicates, then what doesn't pass the filter, and gives what is left its sort key.
 * Rows come by hash of the id, partition, arrival: of rows with one hash only those that are kept
 * are held in memory, hardly ever more than one. What is known of copies in other partitions comes
 * before.
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

    private final Copies copies = new Copies();
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
      if (kind == Parcel.COPY || kind == Parcel.COPY_OF_FAR) {
        copies.add(target, parcel.getLong(1), kind, content);
        return null;
      }
      if (kind != Parcel.ROW && kind != Parcel.FAR_ROW) {
        return beforeRows(target, kind, parcel.getLong(2), content);
      }
      PackedRows table =
          tables.computeIfAbsent(
              plan.targets().get(target).table(), any -> new PackedRows(plan.table(target)));
      if (copies.has(target, parcel.getLong(1), kind == Parcel.FAR_ROW, () -> table.digest(content))
          || !isFirst(table, target, parcel.getLong(1), content)) {
        leftOut(target)[0]++;
        return null;
      }
      if (!table.passesFilter(content)) {
        leftOut(target)[1]++;
        return null;
      }
      byte[] key = table.sortKey(Parcel.prefix(target), targetBytes, content);
      return Parcel.ordered(target, Parcel.ROW, key, content);
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
      return beforeRows(
          of.getKey(), Parcel.COUNTS, 0, Parcel.counts(0, counts[0], counts[1], List.of()));
    }
  }

  /** Digests of rows in other partitions, with one hash of the id. */
  private static final class Copies {
    private final List<byte[]> ofAny = new ArrayList<>();
    private final List<byte[]> ofFar = new ArrayList<>();
    private int target = -1;
    private long hash;

    void add(int nextTarget, long nextHash, byte kind, byte[] digest) {
      if (target != nextTarget || hash != nextHash) {
        ofAny.clear();
        ofFar.clear();
        target = nextTarget;
        hash = nextHash;
      }
      (kind == Parcel.COPY ? ofAny : ofFar).add(digest);
    }

    boolean has(int rowTarget, long rowHash, boolean isFar, Supplier<byte[]> digest) {
      if (target != rowTarget || hash != rowHash) {
        return false;
      }
      byte[] row = digest.get();
      return contains(ofAny, row) || (isFar && contains(ofFar, row));
    }

    private static boolean contains(List<byte[]> digests, byte[] row) {
      return digests.stream().anyMatch(digest -> Arrays.equals(digest, row));
    }
  }
}
