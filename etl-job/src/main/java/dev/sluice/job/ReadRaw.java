package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PackedRowReader;
import dev.sluice.core.trusted.PackedRowReader.Reading;
import dev.sluice.core.trusted.rows.PackedRows;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** Reads raw objects into parcels as of {@link Parcel#READ}. */
final class ReadRaw implements FlatMapFunction<Iterator<RawSplit>, Row> {
  private static final long serialVersionUID = 1;

  /** Of an arrival: the object's place above, the record's place in it below. */
  private static final int PLACE_BITS = 32;

  private final Broadcast<TransformPlan> plan;

  ReadRaw(Broadcast<TransformPlan> plan) {
    this.plan = plan;
  }

  @Override
  public Iterator<Row> call(Iterator<RawSplit> splits) {
    RowFeed feed =
        new RowFeed(
            into -> {
              Pass pass = new Pass(plan.value(), into);
              splits.forEachRemaining(split -> split.objects().forEach(pass::read));
            });
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> feed.close());
    return feed;
  }

  /** Through the objects of a task. */
  private static final class Pass {
    private final TransformPlan plan;
    private final ObjectStore store;
    private final RowFeed feed;
    private final Map<String, PackedRowReader> readers = new HashMap<>();
    private final Map<String, PackedRows> rows = new HashMap<>();

    Pass(TransformPlan plan, RowFeed feed) {
      this.plan = plan;
      this.feed = feed;
      store = plan.store();
    }

    void read(RawSplit.Source source) {
      TrustedTable table = plan.table(source.target());
      ObjectInfo listed =
          new ObjectInfo(source.key(), source.size(), source.etag(), Instant.EPOCH, Map.of());
      PackedRowReader reader =
          readers.computeIfAbsent(
              table.name(), any -> new PackedRowReader(table, plan.pipeline().input(table), store));
      PackedRows packed = rows.computeIfAbsent(table.name(), any -> new PackedRows(table));
      Reading reading = reader.read(listed, new Parcels(source, packed, feed));
      if (source.use().isOfAnotherPartition()) {
        return; // what can't be read of it costs its own partition only
      }
      long arrival = (long) source.order() << PLACE_BITS;
      if (reading instanceof Reading.Whole whole) {
        byte[] counts = Parcel.counts(whole.stored(), 0, whole.dropped(), whole.flaws());
        feed.add(Parcel.read(source.target(), arrival, arrival, Parcel.COUNTS, counts), 100);
      } else if (reading instanceof Reading.Unreadable unreadable) {
        byte[] failure = Parcel.failure(source.key(), unreadable.reason());
        feed.add(Parcel.read(source.target(), arrival, arrival, Parcel.FAILURE, failure), 100);
      }
    }
  }

  /** Takes what is in an object. */
  private record Parcels(RawSplit.Source source, PackedRows rows, RowFeed feed)
      implements PackedRowReader.Consumer {
    @Override
    public void row(long place, byte[] row) {
      switch (source.use()) {
        case ROWS -> add(rows.idHash(row), place, Parcel.ROW, row);
        case FAR_ROWS -> add(rows.idHash(row), place, Parcel.FAR_ROW, row);
        case COPIES -> add(rows.idHash(row), place, Parcel.COPY, rows.digest(row));
        case COPIES_OF_FAR -> add(rows.idHash(row), place, Parcel.COPY_OF_FAR, rows.digest(row));
        default -> throw new IllegalStateException("Unknown " + source.use());
      }
    }

    @Override
    public void rejected(long place, byte[] line) {
      if (!source.use().isOfAnotherPartition()) {
        add(place, place, Parcel.REJECTED, line);
      }
    }

    private void add(long hash, long place, byte kind, byte[] content) {
      long arrival = (long) source.order() << PLACE_BITS | place;
      feed.add(Parcel.read(source.target(), hash, arrival, kind, content), content.length);
    }
  }
}
