package dev.sluice.core.event;

import java.util.Arrays;

/** The arrays of a batch while they grow. */
final class RecordColumns {
  private static final int FIRST_RECORDS = 256;
  private static final int FIRST_BYTES = 64 * 1024;

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

  /** Makes room for so many more bytes from {@link #end} on. */
  void reserve(int bytes) {
    if (data.length - end < bytes) {
      data = Arrays.copyOf(data, Math.max(Math.multiplyExact(data.length, 2), end + bytes));
    }
  }

  /** Appends a record whose payload is that slice of {@link #data}. */
  void add(StreamPosition position, String partitionKey, Slice payload) {
    if (size == offsets.length) {
      grow(size * 2);
    }
    offsets[size] = payload.offset();
    lengths[size] = payload.length();
    subSequences[size] = position.subSequence();
    arrivalMillis[size] = position.arrivalMillis();
    sequenceNumbers[size] = position.sequenceNumber();
    partitionKeys[size] = partitionKey;
    problems[size] = payload.problem();
    size++;
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
