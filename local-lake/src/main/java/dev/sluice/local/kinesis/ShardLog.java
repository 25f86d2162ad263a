package dev.sluice.local.kinesis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The records of a shard, oldest first, numbered from 1 on. Whole segments are dropped when their
 * youngest record is older than the retention. Not thread-safe.
 */
final class ShardLog {
  private final SegmentFiles files;
  private final NavigableMap<Long, Segment> segments = new TreeMap<>();
  private long last;
  private Instant lastArrival = Instant.MIN;

  ShardLog(SegmentFiles files) {
    this.files = files;
  }

  void append(StoredRecord record) {
    last++;
    lastArrival = record.arrival();
    if (segments.isEmpty() || segments.lastEntry().getValue().isFull()) {
      segments.put(last, new Segment(last));
      files.spill(segments.values());
    }
    segments.lastEntry().getValue().add(record);
  }

  /** The records after that ordinal, until a limit is reached; always one, if there is one. */
  List<StoredRecord> after(long ordinal, int limit, long maxBytes) {
    List<StoredRecord> found = new ArrayList<>();
    long bytes = 0;
    for (Segment segment : segmentsAfter(ordinal)) {
      List<StoredRecord> records = files.records(segment);
      int from = (int) Math.max(0, ordinal + 1 - segment.first());
      for (StoredRecord record : records.subList(from, records.size())) {
        bytes += size(record);
        if (found.size() >= limit || (!found.isEmpty() && bytes > maxBytes)) {
          return found;
        }
        found.add(record);
      }
    }
    return found;
  }

  private Iterable<Segment> segmentsAfter(long ordinal) {
    Long start = segments.floorKey(ordinal + 1);
    return start == null ? segments.values() : segments.tailMap(start).values();
  }

  /** The ordinal before the first record that arrived at that time or later. */
  long before(Instant time) {
    for (Segment segment : segments.values()) {
      if (segment.lastArrival().isBefore(time)) {
        continue;
      }
      long ordinal = segment.first();
      for (StoredRecord record : files.records(segment)) {
        if (!record.arrival().isBefore(time)) {
          return ordinal - 1;
        }
        ordinal++;
      }
    }
    return last;
  }

  /** Drops segments whose records all arrived before that time. */
  void trim(Instant oldest) {
    while (!segments.isEmpty() && segments.firstEntry().getValue().lastArrival().isBefore(oldest)) {
      files.delete(segments.pollFirstEntry().getValue());
    }
  }

  /** The ordinal of the youngest record ever; 0: there was none. */
  long last() {
    return last;
  }

  Instant lastArrival() {
    return lastArrival;
  }

  /** The ordinal of the oldest record kept. */
  long first() {
    return segments.isEmpty() ? last + 1 : segments.firstKey();
  }

  /** What AWS counts: data and partition key. */
  static int size(StoredRecord record) {
    return record.data().length + record.partitionKey().length();
  }
}
