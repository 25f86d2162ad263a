package dev.sluice.localaws.esm;

import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.util.List;
import java.util.Optional;

/** Reads a stream of the lake's own Kinesis, without the way over HTTP. */
public final class KinesisStreamReader implements StreamReader {
  private final KinesisStreams streams;
  private final String stream;

  /** A reader of the stream of that name. */
  public KinesisStreamReader(KinesisStreams streams, String stream) {
    this.streams = streams;
    this.stream = stream;
  }

  @Override
  public String arn() {
    return streams.arn(stream);
  }

  @Override
  public List<String> shardIds() {
    return streams.shardIds(stream);
  }

  @Override
  public List<StoredRecord> read(String shard, Optional<String> afterSequence, int limit) {
    return streams.read(stream, shard, afterSequence.orElse(null), limit);
  }

  @Override
  public Optional<String> latest(String shard) {
    return Optional.ofNullable(streams.latest(stream, shard));
  }

  @Override
  public void onAppend(Runnable listener) {
    streams.onAppend(stream, listener);
  }
}
