package dev.sluice.core.event;

import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.RecordColumns.StreamPosition;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.pipeline.Packing;
import java.util.Optional;

/**
 * Makes a batch of records that were read from a shard directly, not given by an event source
 * mapping. Aggregates of the Kinesis Producer Library are expanded. Used once.
 */
public final class RecordBatchBuilder {
  private final RecordColumns columns;
  private final Optional<RecordMasks> masks;
  private final RecordBatch.Envelope envelope = new RecordBatch.Envelope();

  /**
   * An empty batch of records that come as they are.
   *
   * @param shardId the shard that all records come from
   */
  public RecordBatchBuilder(String shardId) {
    this(shardId, Packing.PLAIN);
  }

  /** The same, of records that are packed so. */
  public RecordBatchBuilder(String shardId, Packing packing) {
    this(shardId, packing, Optional.empty());
  }

  /** The same, with fields masked. */
  public RecordBatchBuilder(String shardId, Packing packing, Optional<RecordMasks> masks) {
    this.masks = masks;
    columns = new RecordColumns(packing);
    envelope.shardId = shardId;
  }

  /** Says in which tumbling window the records are. */
  public RecordBatchBuilder window(RecordBatch.Window window) {
    envelope.window = window;
    return this;
  }

  /**
   * Appends a record.
   *
   * @param sequenceNumber as Kinesis gave it
   * @param partitionKey the record's
   * @param arrivalMillis when Kinesis took it, epoch milliseconds
   * @param data the payload; copied
   */
  public RecordBatchBuilder add(
      String sequenceNumber, String partitionKey, long arrivalMillis, byte[] data) {
    columns.reserve(data.length);
    System.arraycopy(data, 0, columns.data, columns.end, data.length);
    Slice payload = new Slice(columns.end, data.length, null);
    columns.end += data.length;
    StreamPosition position = new StreamPosition(sequenceNumber, 0, arrivalMillis);
    columns.take(position, partitionKey, payload);
    return this;
  }

  /** Whether what was unpacked is so much that the next record should go into another batch. */
  public boolean isFull() {
    return columns.end > Unpacker.MOST_IN_RECORDS;
  }

  /** The batch. */
  public RecordBatch build() {
    masks.ifPresent(each -> columns.mask(each.begin()));
    return new RecordBatch(columns, envelope);
  }
}
