package dev.sluice.localaws.firehose;

import dev.sluice.core.event.KplRecords;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.clock.WakingLoop;
import dev.sluice.localaws.kinesis.KinesisStreams;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A delivery stream at work. What is put directly goes through a stream of its own, of one shard,
 * so that it survives the end of the process like that of Kinesis.
 */
final class DeliveryStream {
  private static final long LEAST_ROOM = 128L << 20;

  private static final Duration KEPT = Duration.ofHours(24);

  private final DeliverySettings settings;
  private final Instant created;
  private final KinesisStreams streams;
  private final List<ShardTail> tails = new ArrayList<>();
  private final List<WakingLoop> loops = new ArrayList<>();

  private DeliveryStream(DeliverySettings settings, Instant created, KinesisStreams streams) {
    this.settings = settings;
    this.created = created;
    this.streams = streams;
  }

  /**
   * One that takes records by PutRecord and PutRecordBatch.
   *
   * @param own the streams that are Firehose's own
   */
  static DeliveryStream ofPuts(
      DeliverySettings settings, KinesisStreams own, Timeline timeline, DeliveryTargets targets)
      throws IOException {
    own.ensure(settings.name(), 1, KEPT);
    return new DeliveryStream(settings, timeline.clock().instant(), own)
        .reading(settings.name(), List::of, timeline, targets);
  }

  /** One that reads a Kinesis stream from now on, each shard by itself. */
  static DeliveryStream ofStream(
      DeliverySettings settings, KinesisStreams streams, Timeline timeline, DeliveryTargets targets)
      throws IOException {
    return new DeliveryStream(settings, timeline.clock().instant(), streams)
        .reading(settings.sourceStream().orElseThrow(), KplRecords::of, timeline, targets);
  }

  private DeliveryStream reading(
      String stream,
      Function<byte[], List<byte[]>> split,
      Timeline timeline,
      DeliveryTargets targets)
      throws IOException {
    for (String shard : streams.shardIds(stream)) {
      long seed = seed(settings, settings.sourceStream().isPresent() ? shard : "");
      Lane lane = new Lane(settings, seed, targets);
      ShardTail.Source source = new ShardTail.Source(stream, shard, split);
      ShardTail tail = ShardTail.start(streams, source, reader(settings.name()), lane);
      tails.add(tail);
      loops.add(new WakingLoop(settings.name() + " " + shard, timeline, tail::advance));
    }
    streams.onAppend(stream, this::wake);
    wake();
    return this;
  }

  /** The name of its checkpoints. */
  static String reader(String name) {
    return "firehose-" + name;
  }

  /** Objects of one name are never written from two lanes: the seed is the lane's own. */
  private static long seed(DeliverySettings settings, String shard) {
    return 31L * settings.name().hashCode() + shard.hashCode();
  }

  DeliverySettings settings() {
    return settings;
  }

  Instant created() {
    return created;
  }

  /**
   * Takes records in their order; false if too much waits to be written already.
   *
   * @throws IOException they are not stored; the text says why
   */
  boolean put(List<byte[]> records) throws IOException {
    if (tails.stream().mapToLong(ShardTail::waiting).sum() >= mostWaiting()) {
      return false;
    }
    streams.append(settings.name(), records);
    return true;
  }

  /**
   * What may wait for a bucket that does not answer, before further records are refused. A buffer
   * that is being filled is a part of it.
   */
  private long mostWaiting() {
    return Math.max(LEAST_ROOM, 2L * settings.buffer().sizeMb() << 20);
  }

  private void wake() {
    loops.forEach(WakingLoop::wake);
  }

  /** Nothing more is read or written. */
  void stop() {
    loops.forEach(WakingLoop::stop);
  }
}
