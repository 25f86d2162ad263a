package dev.sluice.localaws.esm;

import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.clock.WakingLoop;
import dev.sluice.localaws.esm.MappingSettings.StartingPosition;
import dev.sluice.localaws.kinesis.log.Checkpoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Feeds a function with a Kinesis stream's records, as Lambda's event source mapping does: shards
 * in parallel, each shard in order; with a ParallelizationFactor, each partition key in order.
 *
 * <p>Deviations: as many batches are under way as the timeline has threads; shards are those that
 * the stream has when the mapping starts; a tumbling window closes one second after its end, where
 * Lambda may wait two minutes for late records; the backoff between retries is the lake's own.
 */
public final class EventSourceMapping implements AutoCloseable {
  private final MappingSettings settings;
  private final MappingCounts counts = new MappingCounts();
  private final List<WakingLoop> loops = new ArrayList<>();

  private EventSourceMapping(MappingSettings settings) {
    this.settings = settings;
  }

  /**
   * Where a mapping's events and discarded records go.
   *
   * @param destination stores objects of the on-failure destination
   * @param discards told of discarded records, whether there is a destination or not
   */
  public record Targets(BatchInvoker invoker, ObjectPut destination, Consumer<Discard> discards) {}

  /** Stores an object. */
  @FunctionalInterface
  public interface ObjectPut {
    /** Returns when the object is stored; throws if it could not be. */
    void put(String bucket, String key, byte[] content);
  }

  /**
   * Starts to read the stream, after the checkpoints if there are any; deliveries happen on the
   * timeline.
   *
   * @throws IOException a checkpoint can't be read or written
   */
  public static EventSourceMapping start(
      MappingSettings settings,
      StreamReader stream,
      Timeline timeline,
      Targets targets,
      Checkpoints checkpoints)
      throws IOException {
    EventSourceMapping mapping = new EventSourceMapping(settings);
    for (String shard : stream.shardIds()) {
      ShardProgress progress =
          ShardProgress.load(
              checkpoints,
              shard,
              settings.batching().parallelization(),
              settings.start().position() == StartingPosition.LATEST
                  ? stream.latest(shard)
                  : Optional.empty());
      for (Progress lane : progress.lanes()) {
        ShardConsumer consumer = mapping.consumer(stream, lane, targets);
        mapping.loops.add(
            new WakingLoop(settings.function() + " " + shard, timeline, consumer::advance));
      }
    }
    stream.onAppend(mapping::wake);
    mapping.wake();
    return mapping;
  }

  private ShardConsumer consumer(StreamReader stream, Progress progress, Targets targets) {
    String shard = progress.shard();
    KinesisEvents events = new KinesisEvents(stream.arn(), shard, settings.function());
    ShardBuffer buffer = new ShardBuffer(stream, progress, events, settings);
    FailureDestination destination =
        new FailureDestination(settings, stream.arn(), shard, targets.destination());
    Discards discards = new Discards(settings, shard, destination, counts, targets.discards());
    BatchDelivery delivery = new BatchDelivery(events, targets.invoker(), discards);
    return new ShardConsumer(settings, buffer, delivery, progress);
  }

  private void wake() {
    loops.forEach(WakingLoop::wake);
  }

  /** The mapping's settings. */
  public MappingSettings settings() {
    return settings;
  }

  /** What it has done so far. */
  public MappingCounts counts() {
    return counts;
  }

  /** Whether no record, retry or open window is left. */
  public boolean isIdle() {
    return loops.stream().allMatch(WakingLoop::isIdle);
  }

  /** Delivers nothing more. */
  @Override
  public void close() {
    loops.forEach(WakingLoop::stop);
  }
}
