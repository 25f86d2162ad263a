package dev.sluice.localaws.kinesis.log;

import java.util.NavigableMap;
import java.util.TreeMap;

/** Where some of a segment's records begin in its file: one in 64 KiB, so memory is small. */
final class SparseIndex {
  private static final long STEP = 1 << 16;

  private final NavigableMap<Long, Long> offsets = new TreeMap<>();
  private long covered = Long.MIN_VALUE;

  void add(long ordinal, long offset) {
    if (offset >= covered) {
      offsets.put(ordinal, offset);
      covered = offset + STEP;
    }
  }

  /** Where to begin to read in order to find that record. */
  long offset(long ordinal, long otherwise) {
    var entry = offsets.floorEntry(ordinal);
    return entry == null ? otherwise : entry.getValue();
  }
}
