package dev.sluice.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;

/** Writes partitions whose rows come one partition after the other, in order. */
final class WriteTrusted implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final Broadcast<TransformPlan> plan;

  private final CollectionAccumulator<TableUnits.MadeUnits> units;

  WriteTrusted(Broadcast<TransformPlan> plan, CollectionAccumulator<TableUnits.MadeUnits> units) {
    this.plan = plan;
    this.units = units;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> parcels) throws IOException {
    List<Row> made = new ArrayList<>();
    Row first = parcels.hasNext() ? parcels.next() : null;
    while (first != null) {
      try (PartitionObject file = new PartitionObject(plan.value(), first.getInt(0), units)) {
        first = fill(file, first, parcels);
        made.add(file.finish().toRow());
      }
    }
    return made.iterator();
  }

  /** Returns the first parcel of the next partition, or null. */
  private static Row fill(PartitionObject file, Row first, Iterator<Row> parcels)
      throws IOException {
    Row parcel = first;
    while (parcel != null && parcel.getInt(0) == file.number()) {
      file.add(parcel.getByte(1), parcel.getAs(3));
      parcel = parcels.hasNext() ? parcels.next() : null;
    }
    return parcel;
  }
}
