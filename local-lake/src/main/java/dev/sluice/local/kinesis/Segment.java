package dev.sluice.local.kinesis;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Some consecutive records of a shard, in memory until they are spilled to a file. */
final class Segment {
  private static final int FULL = 2 << 20;

  /** Of the objects around the data of a record. */
  private static final int OVERHEAD = 200;

  private final long first;
  private List<StoredRecord> records = new ArrayList<>();
  private int bytes;
  private Instant lastArrival = Instant.MIN;
  private Path file;

  Segment(long first) {
    this.first = first;
  }

  void add(StoredRecord record) {
    records.add(record);
    bytes += ShardLog.size(record) + OVERHEAD;
    lastArrival = record.arrival();
  }

  /** The ordinal of its first record. */
  long first() {
    return first;
  }

  Instant lastArrival() {
    return lastArrival;
  }

  boolean isFull() {
    return bytes >= FULL;
  }

  /** Null: spilled. */
  List<StoredRecord> inMemory() {
    return records;
  }

  /** Null: in memory. */
  Path file() {
    return file;
  }

  void spilledTo(Path newFile) {
    file = newFile;
    records = null;
  }
}
