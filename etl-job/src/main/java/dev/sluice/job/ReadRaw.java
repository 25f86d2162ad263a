package dev.sluice.job;

import dev.sluice.core.lake.ObjectSource;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectsAhead;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PackedRowReader;
import dev.sluice.core.trusted.PackedRowReader.Reading;
import dev.sluice.core.trusted.rows.PackedRows;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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
              splits.forEachRemaining(split -> read(split, into));
            });
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> feed.close());
    return feed;
  }

  private void read(RawSplit split, RowFeed into) {
    Iterator<ObjectInfo> listed = split.objects().stream().map(RawSplit.Source::listed).iterator();
    try (ObjectsAhead objects =
        new ObjectsAhead(plan.value().store(), listed, ObjectsAhead.Limits.USUAL)) {
      Pass pass = new Pass(plan.value(), objects, into);
      for (RawSplit.Source source : split.objects()) {
        pass.read(source, objects.next());
      }
    }
  }

  /** Through the objects of a split. */
  private static final class Pass {
    private final TransformPlan plan;
    private final ObjectSource objects;
    private final RowFeed feed;
    private final Map<String, PackedRowReader> readers = new HashMap<>();
    private final Map<String, PackedRows> rows = new HashMap<>();

    Pass(TransformPlan plan, ObjectSource objects, RowFeed feed) {
      this.plan = plan;
      this.objects = objects;
      this.feed = feed;
    }

    void read(RawSplit.Source source, ObjectInfo listed) {
      TrustedTable table = plan.table(source.target());
      PackedRowReader reader =
          readers.computeIfAbsent(
              table.name(), any -> new PackedRowReader(table, plan.pipeline().input(table)));
      PackedRows packed = rows.computeIfAbsent(table.name(), any -> new PackedRows(table));
      Parcels parcels = new Parcels(source, packed, feed);
      Reading reading = reader.read(listed, objects, parcels);
      if (source.use().isOfAnotherPartition()) {
        if (reading instanceof Reading.Whole) { // else it has no rows, and costs its own partition
          parcels.giveCopies();
        }
        return;
      }
      long arrival = (long) source.order() << PLACE_BITS;
      if (reading instanceof Reading.Whole whole) {
        Parcel.Counts counts = new Parcel.Counts();
        counts.stored = whole.stored();
        counts.dropped = whole.dropped();
        byte[] content = counts.content(whole.flaws());
        feed.add(Parcel.read(source.target(), arrival, arrival, Parcel.COUNTS, content), 100);
      } else if (reading instanceof Reading.Unreadable unreadable) {
        byte[] failure = Parcel.failure(source.key(), unreadable.reason());
        feed.add(Parcel.read(source.target(), arrival, arrival, Parcel.FAILURE, failure), 100);
      }
    }
  }

  /** Takes what is in an object; copies are held until it was read to its end. */
  private static final class Parcels implements PackedRowReader.Consumer {
    private static final int DIGEST_BYTES = 2 * Long.BYTES;

    private final RawSplit.Source source;
    private final PackedRows rows;
    private final RowFeed feed;

    /** For each copy the hash of its id, and its digest. */
    private final ByteArrayOutputStream copies = new ByteArrayOutputStream();

    Parcels(RawSplit.Source source, PackedRows rows, RowFeed feed) {
      this.source = source;
      this.rows = rows;
      this.feed = feed;
    }

    @Override
    public void row(long place, byte[] row) {
      switch (source.use()) {
        case ROWS -> add(rows.idHash(row), place, Parcel.ROW, row);
        case FAR_ROWS -> add(rows.idHash(row), place, Parcel.FAR_ROW, row);
        case COPIES, COPIES_OF_FAR -> {
          byte[] hash = ByteBuffer.allocate(Long.BYTES).putLong(rows.idHash(row)).array();
          copies.writeBytes(hash);
          copies.writeBytes(rows.digest(row));
        }
        default -> throw new IllegalStateException("Unknown " + source.use());
      }
    }

    void giveCopies() {
      byte kind = source.use() == RawSplit.Use.COPIES ? Parcel.COPY : Parcel.COPY_OF_FAR;
      ByteBuffer held = ByteBuffer.wrap(copies.toByteArray());
      for (long number = 0; held.hasRemaining(); number++) {
        long hash = held.getLong();
        byte[] digest = new byte[DIGEST_BYTES];
        held.get(digest);
        add(hash, number, kind, digest);
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
