package dev.sluice.job;

import dev.sluice.core.trusted.rows.PackedRows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Keeps one row of each id, then leaves out what doesn't pass the filter, and gives what is left
 * its sort key. Rows come by hash of the id, partition, arrival: of rows with one hash only those
 * that are kept are held in memory, hardly ever more than one. What is known of copies in other
 * partitions comes before.
 */
final class OneOfEachId implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final Broadcast<TransformPlan> plan;

  OneOfEachId(Broadcast<TransformPlan> plan) {
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

    /** By partition, told at the end. */
    private final Map<Integer, Parcel.Counts> leftOut = new TreeMap<>();

    private final Copies copies = new Copies();
    private final List<Kept> kept = new ArrayList<>();
    private long keptHash;
    private int keptTarget = -1;
    private final Queue<Row> ready = new ArrayDeque<>();

    Pass(TransformPlan plan, Iterator<Row> rows) {
      this.plan = plan;
      this.rows = rows;
      targetBytes = plan.targetBytes();
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        take(rows.next());
      }
      if (ready.isEmpty()) {
        giveKept();
        leftOut.forEach(
            (target, counts) ->
                ready.add(beforeRows(target, Parcel.COUNTS, 0, counts.content(List.of()))));
        leftOut.clear();
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      return ready.remove();
    }

    private void take(Row parcel) {
      int target = parcel.getInt(0);
      long hash = parcel.getLong(1);
      byte kind = parcel.getByte(3);
      byte[] content = parcel.getAs(4);
      if (kind == Parcel.COPY || kind == Parcel.COPY_OF_FAR) {
        copies.add(target, hash, kind, content);
      } else if (kind != Parcel.ROW && kind != Parcel.FAR_ROW) {
        ready.add(beforeRows(target, kind, parcel.getLong(2), content));
      } else {
        PackedRows table = table(target);
        if (copies.has(target, hash, kind == Parcel.FAR_ROW, () -> table.digest(content))) {
          leftOut(target).duplicates++;
        } else {
          keep(table, target, hash, content);
        }
      }
    }

    private PackedRows table(int target) {
      return tables.computeIfAbsent(
          plan.targets().get(target).name().table(), any -> new PackedRows(plan.table(target)));
    }

    private Row beforeRows(int target, byte kind, long arrival, byte[] content) {
      byte[] key = Parcel.keyBeforeRows(target, targetBytes, kind, arrival);
      return Parcel.ordered(target, kind, key, content);
    }

    /** Keeps the row, if no other with its id is kept; if one is, one of both stays. */
    private void keep(PackedRows table, int target, long hash, byte[] row) {
      if (target != keptTarget || hash != keptHash) {
        giveKept();
        keptTarget = target;
        keptHash = hash;
      }
      for (Kept other : kept) {
        if (table.sameId(other.row, row)) {
          other.meet(row, table, leftOut(target));
          return;
        }
      }
      kept.add(new Kept(row));
    }

    private void giveKept() {
      for (Kept one : kept) {
        PackedRows table = table(keptTarget);
        if (one.copies > 0) {
          leftOut(keptTarget).duplicates += one.copies;
        }
        if (table.isDeletion(one.row)) {
          leftOut(keptTarget).deleted++;
        } else if (table.passesFilter(one.row)) {
          byte[] key = table.sortKey(Parcel.prefix(keptTarget), targetBytes, one.row);
          ready.add(Parcel.ordered(keptTarget, Parcel.ROW, key, one.row));
        } else {
          leftOut(keptTarget).dropped++;
        }
      }
      kept.clear();
    }

    private Parcel.Counts leftOut(int target) {
      return leftOut.computeIfAbsent(target, any -> new Parcel.Counts());
    }
  }

  /** The row of an id that stays so far, and how many more there were of its version. */
  private static final class Kept {
    private byte[] row;
    private long copies;

    Kept(byte[] row) {
      this.row = row;
    }

    void meet(byte[] next, PackedRows table, Parcel.Counts leftOut) {
      int version = table.compareVersions(next, row);
      if (version == 0 || !table.hasVersions()) {
        copies++;
      } else if (version < 0) {
        leftOut.replaced++;
      } else {
        leftOut.replaced += copies + 1;
        copies = 0;
      }
      row = version < 0 ? row : next;
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
