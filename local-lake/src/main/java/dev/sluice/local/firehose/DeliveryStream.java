package dev.sluice.local.firehose;

import dev.sluice.local.clock.Timeline;
import dev.sluice.local.clock.WakingLoop;
import dev.sluice.local.kinesis.KinesisStreams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A delivery stream at work. */
final class DeliveryStream {
  private final DeliverySettings settings;
  private final Instant created;
  private final List<WakingLoop> loops = new ArrayList<>();
  private final Lane direct;

  private DeliveryStream(DeliverySettings settings, Instant created, Lane direct) {
    this.settings = settings;
    this.created = created;
    this.direct = direct;
  }

  /** One that takes records by PutRecord and PutRecordBatch. */
  static DeliveryStream ofPuts(
      DeliverySettings settings, Timeline timeline, DeliveryTargets targets) {
    Lane lane = new Lane(settings, seed(settings, ""), targets);
    DeliveryStream stream = new DeliveryStream(settings, timeline.clock().instant(), lane);
    stream.loops.add(new WakingLoop(settings.name(), timeline, lane::advance));
    return stream;
  }

  /** One that reads a Kinesis stream from now on, each shard by itself. */
  static DeliveryStream ofStream(
      DeliverySettings settings,
      KinesisStreams streams,
      Timeline timeline,
      DeliveryTargets targets) {
    DeliveryStream delivery = new DeliveryStream(settings, timeline.clock().instant(), null);
    String source = settings.sourceStream().orElseThrow();
    for (String shard : streams.shardIds(source)) {
      Lane lane = new Lane(settings, seed(settings, shard), targets);
      ShardTail tail = new ShardTail(streams, source, shard, lane);
      delivery.loops.add(new WakingLoop(settings.name() + " " + shard, timeline, tail::advance));
    }
    streams.onAppend(source, delivery::wake);
    return delivery;
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

  /** Takes records in their order; false if too much waits to be written already. */
  boolean put(List<byte[]> records, Instant arrival) {
    if (direct.isOverfull()) {
      return false;
    }
    records.forEach(record -> direct.add(record, arrival));
    wake();
    return true;
  }

  private void wake() {
    loops.forEach(WakingLoop::wake);
  }

  /** Nothing more is read or written; what is buffered is lost, as Firehose says. */
  void stop() {
    loops.forEach(WakingLoop::stop);
  }
}
