package dev.sluice.local.firehose;

import dev.sluice.core.event.KplRecords;
import dev.sluice.local.kinesis.KinesisStreams;
import dev.sluice.local.kinesis.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Moves a shard's new records to its lane, records that the KPL packed into one each by itself. */
final class ShardTail {
  private static final int AT_ONCE = 10_000;

  private final KinesisStreams streams;
  private final String stream;
  private final String shard;
  private final Lane lane;
  private String position;

  /** Begins at LATEST, as Firehose does. */
  ShardTail(KinesisStreams streams, String stream, String shard, Lane lane) {
    this.streams = streams;
    this.stream = stream;
    this.shard = shard;
    this.lane = lane;
    this.position = streams.latest(stream, shard);
  }

  /** Reads on, unless the lane is behind: the stream keeps what it can't take. */
  Optional<Instant> advance(Instant now) {
    boolean behind = lane.isBehind();
    boolean more = !behind && read();
    Optional<Instant> next = lane.advance(now);
    boolean caughtUp = behind && !lane.isBehind();
    return more || caughtUp ? Optional.of(now) : next;
  }

  private boolean read() {
    List<StoredRecord> records = streams.read(stream, shard, position, AT_ONCE);
    for (StoredRecord record : records) {
      for (byte[] data : KplRecords.of(record.data())) {
        lane.add(data, record.arrival());
      }
      position = record.sequenceNumber();
    }
    return !records.isEmpty();
  }
}
