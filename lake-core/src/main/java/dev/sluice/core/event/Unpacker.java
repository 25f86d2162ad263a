package dev.sluice.core.event;

import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.RecordColumns.StreamPosition;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Packing.Compression;
import dev.sluice.core.pipeline.Packing.Envelope;

/**
 * Takes off records what is around them. What can't be taken off makes one undecodable record of
 * the bytes as they came. Bounded: a record that unpacks to too much costs itself.
 */
final class Unpacker {
  /** Of one record of the stream; if the producer library packed several into it, of all. */
  static final int MOST_UNPACKED = 10 * 1024 * 1024;

  /** With what an envelope says of all of its records repeated in each. */
  static final int MOST_IN_RECORDS = 32 * 1024 * 1024;

  /** Of all records of a batch: beyond it, the event source mapping is to give fewer at a time. */
  static final int MOST_IN_BATCH = 64 * 1024 * 1024;

  private final Packing packing;
  private final RecordColumns columns;
  private String sequenceNumber = "";
  private int firstByte;
  private int firstRecord;

  Unpacker(Packing packing, RecordColumns columns) {
    this.packing = packing;
    this.columns = columns;
  }

  /** The payload is not what the packing says; the message says why. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String problem) {
      super(problem, null, false, false);
    }
  }

  /** Appends the records in the payload. */
  void add(StreamPosition position, String partitionKey, Slice payload) {
    if (!position.sequenceNumber().equals(sequenceNumber)) {
      sequenceNumber = position.sequenceNumber();
      firstByte = columns.end;
      firstRecord = columns.size;
    }
    int size = columns.size;
    int end = columns.end;
    try {
      Slice plain = decompressed(payload);
      if (packing.envelope() == Envelope.NONE) {
        append(position, partitionKey, plain);
      } else {
        LogEnvelope envelope = new LogEnvelope(columns, columns.withoutMark(plain));
        envelope.expand(
            firstByte + MOST_IN_RECORDS, record -> append(position, partitionKey, record));
      }
    } catch (Unfit e) {
      columns.size = size;
      columns.end = end;
      append(position, partitionKey, new Slice(payload.offset(), payload.length(), e.getMessage()));
    }
  }

  /** Records of one of the stream are told apart by their places in it. */
  private void append(StreamPosition position, String partitionKey, Slice payload) {
    columns.append(position.sub(columns.size - firstRecord), partitionKey, payload);
  }

  private Slice decompressed(Slice payload) throws Unfit {
    boolean isGzip = GzipPayload.isGzip(columns.data, payload);
    if (packing.compression() == Compression.GZIP && !isGzip) {
      throw new Unfit("not compressed with gzip, as 'record.compression: gzip' says");
    }
    return isGzip && packing.compression() != Compression.NONE
        ? GzipPayload.unpacked(columns, payload, MOST_UNPACKED - (columns.end - firstByte))
        : payload;
  }
}
