package dev.sluice.localaws.esm;

import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Records that were read for a lane and are not in a batch yet: at most one batch of them. */
final class ShardBuffer {
  private static final int READ_LIMIT = 1_000;

  private final StreamReader stream;
  private final String shard;
  private final KinesisEvents events;
  private final MappingSettings settings;
  private final Lane lane;
  private final Deque<StoredRecord> records = new ArrayDeque<>();
  private Optional<String> readUpTo;
  private long bytes;

  ShardBuffer(
      StreamReader stream, Progress progress, KinesisEvents events, MappingSettings settings) {
    this.stream = stream;
    this.shard = progress.shard();
    this.lane = progress.lane();
    this.readUpTo = progress.settled();
    this.events = events;
    this.settings = settings;
  }

  /**
   * Reads on until there is enough for a batch, or no more. Each read begins somewhere in a file,
   * so where most records are others' it asks for more and more of them at a time.
   */
  void fill() {
    int ofEach = lane.count();
    for (boolean goesOn = !isFull(); goesOn; ofEach = Math.min(READ_LIMIT, 2 * ofEach)) {
      int missing = settings.batching().size() - records.size();
      List<StoredRecord> read =
          stream.read(shard, readUpTo, Math.min(READ_LIMIT, missing * ofEach));
      for (int i = 0; i < read.size() && !isFull(); i++) {
        pass(read.get(i));
      }
      goesOn = !read.isEmpty() && !isFull();
    }
  }

  private boolean isFull() {
    return records.size() >= settings.batching().size() || bytes > KinesisEvents.SIZE_LIMIT;
  }

  private void pass(StoredRecord record) {
    if (isWanted(record)) {
      records.add(record);
      bytes += events.sizeOf(record);
    }
    readUpTo = Optional.of(record.sequenceNumber());
  }

  private boolean isWanted(StoredRecord record) {
    return lane.has(record.partitionKey())
        && settings.start().time().filter(record.arrival()::isBefore).isEmpty();
  }

  /** The last record that was read, the lane's or another's. */
  Optional<String> readUpTo() {
    return readUpTo;
  }

  Optional<StoredRecord> first() {
    return Optional.ofNullable(records.peekFirst());
  }

  /**
   * How many records the next batch has, if it were made now: as many as the mapping allows, as fit
   * into an event, and as arrived before the end.
   */
  Extent next(Instant end) {
    if (end.equals(Instant.MAX) && bytes <= KinesisEvents.SIZE_LIMIT) {
      // Asked at each append, of each lane.
      return new Extent(records.size(), isFull());
    }
    int count = 0;
    long size = 0;
    for (StoredRecord record : records) {
      size += events.sizeOf(record);
      boolean fits = count == 0 || size <= KinesisEvents.SIZE_LIMIT;
      if (!fits || !record.arrival().isBefore(end)) {
        return new Extent(count, true);
      }
      count++;
    }
    return new Extent(count, count >= settings.batching().size());
  }

  List<StoredRecord> take(int count) {
    List<StoredRecord> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      StoredRecord record = records.removeFirst();
      bytes -= events.sizeOf(record);
      taken.add(record);
    }
    return taken;
  }

  /**
   * A batch to come.
   *
   * @param complete whether no later record can join it
   */
  record Extent(int count, boolean complete) {}
}
