package dev.sluice.core.event;

import dev.sluice.core.mask.RecordMask;
import dev.sluice.core.pipeline.Packing;
import java.util.Arrays;

/** The arrays of a batch while they grow. */
final class RecordColumns {
  private static final int FIRST_RECORDS = 256;
  private static final int MARK_LENGTH = 3;
  private static final int FIRST_BYTES = 64 * 1024;

  private final Unpacker unpacker;
  byte[] data = new byte[FIRST_BYTES];
  int end;
  int size;
  int[] offsets = new int[FIRST_RECORDS];
  int[] lengths = new int[FIRST_RECORDS];
  int[] subSequences = new int[FIRST_RECORDS];
  long[] arrivalMillis = new long[FIRST_RECORDS];
  String[] sequenceNumbers = new String[FIRST_RECORDS];
  String[] partitionKeys = new String[FIRST_RECORDS];
  String[] problems = new String[FIRST_RECORDS];

  /** Records that hold none of the schema's. */
  int passedOver;

  /**
   * @param packing of the payloads
   */
  RecordColumns(Packing packing) {
    unpacker = packing.equals(Packing.PLAIN) ? null : new Unpacker(packing, this);
  }

  /** Makes room for so many more bytes from {@link #end} on. */
  void reserve(int bytes) {
    if (data.length - end < bytes) {
      data = Arrays.copyOf(data, Math.max(Math.multiplyExact(data.length, 2), end + bytes));
    }
  }

  /** Appends a record of the stream, or those that the Kinesis Producer Library packed into it. */
  void take(StreamPosition position, String partitionKey, Slice payload) {
    if (payload.problem() == null && KplAggregate.isAggregate(data, payload)) {
      KplAggregate.expand(this, position, partitionKey, payload);
    } else {
      add(position, partitionKey, payload);
    }
  }

  /** Appends a record whose payload is that slice of {@link #data}, or the records packed in it. */
  void add(StreamPosition position, String partitionKey, Slice payload) {
    if (unpacker == null || payload.problem() != null) {
      append(position, partitionKey, payload);
    } else {
      unpacker.add(position, partitionKey, payload);
    }
  }

  /** Appends a record that is not packed. */
  void append(StreamPosition position, String partitionKey, Slice given) {
    if (size == offsets.length) {
      grow(size * 2);
    }
    Slice payload = given.problem() == null ? withoutMark(given) : given;
    offsets[size] = payload.offset();
    lengths[size] = payload.length();
    subSequences[size] = position.subSequence();
    arrivalMillis[size] = position.arrivalMillis();
    sequenceNumbers[size] = position.sequenceNumber();
    partitionKeys[size] = partitionKey;
    problems[size] = payload.problem();
    size++;
  }

  /** Without the byte order mark that some senders put in front of UTF-8. */
  Slice withoutMark(Slice payload) {
    int from = payload.offset();
    boolean hasMark =
        payload.length() > MARK_LENGTH
            && data[from] == (byte) 0xEF
            && data[from + 1] == (byte) 0xBB
            && data[from + 2] == (byte) 0xBF;
    return hasMark ? new Slice(from + MARK_LENGTH, payload.length() - MARK_LENGTH, null) : payload;
  }

  /** Whether more was unpacked than a function has memory for. */
  boolean isTooLarge() {
    return unpacker != null && end > Unpacker.MOST_IN_BATCH;
  }

  /** Puts the masked payloads in the place of those that came. */
  void mask(RecordMask mask) {
    for (int record = 0; record < size; record++) {
      int start = mask.size();
      if (problems[record] != null) {
        mask.withhold(data, offsets[record], lengths[record]);
      } else {
        problems[record] = mask.mask(data, offsets[record], lengths[record]).orElse(null);
      }
      partitionKeys[record] = mask.partitionKey(partitionKeys[record]);
      offsets[record] = start;
      lengths[record] = mask.size() - start;
    }
    data = mask.data();
    end = mask.size();
  }

  private void grow(int capacity) {
    offsets = Arrays.copyOf(offsets, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    subSequences = Arrays.copyOf(subSequences, capacity);
    arrivalMillis = Arrays.copyOf(arrivalMillis, capacity);
    sequenceNumbers = Arrays.copyOf(sequenceNumbers, capacity);
    partitionKeys = Arrays.copyOf(partitionKeys, capacity);
    problems = Arrays.copyOf(problems, capacity);
  }

  /** Where a record lies in its stream. */
  record StreamPosition(String sequenceNumber, int subSequence, long arrivalMillis) {
    StreamPosition sub(int newSubSequence) {
      return new StreamPosition(sequenceNumber, newSubSequence, arrivalMillis);
    }
  }

  /**
   * A payload.
   *
   * @param problem why it could not be decoded, or null
   */
  record Slice(int offset, int length, String problem) {}
}
