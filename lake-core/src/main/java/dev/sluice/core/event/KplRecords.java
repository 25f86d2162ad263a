package dev.sluice.core.event;

import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.RecordColumns.StreamPosition;
import dev.sluice.core.pipeline.Packing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes apart what the Kinesis Producer Library may have packed into one record. */
public final class KplRecords {
  private static final StreamPosition NOWHERE = new StreamPosition("", 0, 0);

  private KplRecords() {}

  /**
   * The records in a record's data: of an aggregate all, else the data itself; so too of an
   * aggregate that is broken.
   */
  public static List<byte[]> of(byte[] data) {
    Slice whole = new Slice(0, data.length, null);
    if (!KplAggregate.isAggregate(data, whole)) {
      return List.of(data);
    }
    RecordColumns columns = new RecordColumns(Packing.PLAIN);
    columns.data = data;
    columns.end = data.length;
    KplAggregate.expand(columns, NOWHERE, "", whole);
    List<byte[]> records = new ArrayList<>(columns.size);
    for (int i = 0; i < columns.size; i++) {
      int from = columns.offsets[i];
      records.add(Arrays.copyOfRange(data, from, from + columns.lengths[i]));
    }
    return records;
  }
}
