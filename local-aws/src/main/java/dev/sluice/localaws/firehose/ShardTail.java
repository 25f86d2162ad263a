package dev.sluice.localaws.firehose;

import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.log.Checkpoints;
import dev.sluice.localaws.kinesis.log.ReaderCheckpoint;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Moves a shard's new records to its lane. What was read and is not in the bucket yet is read again
 * by the next lake.
 */
final class ShardTail {
  private static final int AT_ONCE = 10_000;

  private final KinesisStreams streams;
  private final Source source;
  private final Checkpoints checkpoints;
  private final Lane lane;
  private String position;
  private volatile String saved;

  /**
   * What is read.
   *
   * @param split a record's data into what is delivered, e.g. records that the KPL packed into one
   */
  record Source(String stream, String shard, Function<byte[], List<byte[]>> split) {}

  private ShardTail(KinesisStreams streams, Source source, Checkpoints checkpoints, Lane lane) {
    this.streams = streams;
    this.source = source;
    this.checkpoints = checkpoints;
    this.lane = lane;
  }

  /**
   * Begins after what an earlier lake delivered, or else at LATEST, as Firehose does.
   *
   * @param reader names who reads
   */
  static ShardTail start(KinesisStreams streams, Source source, String reader, Lane lane)
      throws IOException {
    Checkpoints checkpoints = streams.checkpoints(source.stream, reader);
    ShardTail tail = new ShardTail(streams, source, checkpoints, lane);
    Optional<String> known = checkpoints.load(source.shard).flatMap(ReaderCheckpoint::after);
    tail.position = known.orElseGet(() -> streams.latest(source.stream, source.shard));
    lane.startAfter(tail.position);
    tail.save(tail.position);
    return tail;
  }

  /** Reads on, unless the lane is behind: the stream keeps what it can't take. */
  Optional<Instant> advance(Instant now) {
    boolean behind = lane.isBehind();
    boolean more = !behind && read();
    Optional<Instant> next = lane.advance(now);
    Optional<String> delivered = lane.delivered();
    if (delivered.isPresent() && !delivered.get().equals(saved)) {
      saveOrFail(delivered.get());
    }
    boolean caughtUp = behind && !lane.isBehind();
    return more || caughtUp ? Optional.of(now) : next;
  }

  private boolean read() {
    List<StoredRecord> records = streams.read(source.stream, source.shard, position, AT_ONCE);
    for (StoredRecord record : records) {
      for (byte[] data : source.split.apply(record.data())) {
        lane.add(data, record.arrival());
      }
      position = record.sequenceNumber();
      lane.complete(position);
    }
    return !records.isEmpty();
  }

  /** About how many bytes wait to be delivered. */
  long waiting() {
    return streams.bytesAfter(source.stream, source.shard, saved);
  }

  private void saveOrFail(String delivered) {
    try {
      save(delivered);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not save how far " + source.shard + " is", e);
    }
  }

  private void save(String delivered) throws IOException {
    checkpoints.save(source.shard, ReaderCheckpoint.after(Optional.of(delivered)));
    saved = delivered;
  }
}
