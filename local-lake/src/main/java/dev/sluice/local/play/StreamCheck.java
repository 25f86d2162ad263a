package dev.sluice.local.play;

import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.TickedSource;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.replay.Replay;
import dev.sluice.core.produce.simulate.Simulator;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.localaws.scheduler.ScheduleExpression;
import dev.sluice.localaws.template.StackModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a pipeline's stream can take what its source gives: a shard takes 1,000 records and 1 MB
 * a second, all records of a key go to one shard, and the producer has until its timeout to send
 * what is due. An API is not asked for it.
 */
public final class StreamCheck {
  private static final Duration RESERVE = Duration.ofSeconds(5);
  private static final long ENOUGH = 1_000_000;

  private final Pipeline pipeline;
  private final PipelineStack stack;
  private final Map<String, Long> records = new HashMap<>();
  private final Map<String, Long> bytes = new HashMap<>();
  private long sampled;
  private long largest;

  private StreamCheck(Pipeline pipeline, PipelineStack stack) {
    this.pipeline = pipeline;
    this.stack = stack;
  }

  /**
   * What can't work, and what to do; empty if it can.
   *
   * @param start of the time for which the source is asked
   */
  public static Optional<String> problem(Pipeline pipeline, PipelineStack stack, Instant start)
      throws IOException {
    boolean hasFirehose = !stack.stack().all(StackModel.DeliveryStream.class).isEmpty();
    if (hasFirehose && !pipeline.packing().equals(Packing.PLAIN)) {
      return Optional.of(
          "%s: Firehose stores records as they come, and of compressed ones, or of an envelope, no table is made. Leave RawDelivery=firehose out."
              .formatted(pipeline.name()));
    }
    return pipeline.stream().isEmpty()
        ? Optional.empty()
        : new StreamCheck(pipeline, stack).problem(start);
  }

  private Optional<String> problem(Instant start) throws IOException {
    Optional<StackModel.Function> found =
        stack.stack().functions().stream()
            .filter(function -> function.logicalId().equals("ProducerFunction"))
            .findFirst();
    Optional<Duration> period = found.flatMap(function -> period(function, start));
    if (period.isEmpty()) {
      return Optional.empty();
    }
    StackModel.Function producer = found.get();
    for (TickedSource source : pipeline.tickedSources().values()) {
      sample(source, period.get(), start);
    }
    if (largest > StreamLoad.LARGEST) {
      return Optional.of(
          "%s: a record has %,d bytes with its key, but a stream takes at most %,d (1 MiB). Make its records smaller."
              .formatted(pipeline.name(), largest, StreamLoad.LARGEST));
    }
    long seconds = producer.spec().limits().timeout().minus(RESERVE).toSeconds();
    StreamLoad load = new StreamLoad(records, bytes, seconds);
    int shards = stack.stack().all(StackModel.Stream.class).get(0).shards();
    return load.fits(shards) ? Optional.empty() : Optional.of(text(load, shards, period.get()));
  }

  /** The time between two firings of the producer's schedule, if it fires twice. */
  private static Optional<Duration> period(StackModel.Function producer, Instant start) {
    return producer.events().stream()
        .filter(StackModel.ScheduleEvent.class::isInstance)
        .map(StackModel.ScheduleEvent.class::cast)
        .findFirst()
        .flatMap(
            event -> {
              ScheduleExpression schedule =
                  ScheduleExpression.parse(event.expression(), ZoneId.of(event.timeZone()));
              Optional<Instant> first = schedule.nextAfter(start, start);
              return first
                  .flatMap(time -> schedule.nextAfter(time, start))
                  .map(second -> Duration.between(first.get(), second));
            });
  }

  private void sample(TickedSource source, Duration period, Instant start) throws IOException {
    Optional<TickSource> opened = open(source, pipeline.record());
    if (opened.isEmpty()) {
      return;
    }
    try (TickSource ticks = opened.get()) {
      long due = Math.max(1, period.toMillis() / source.every().toMillis());
      for (long index = 0; index < due && sampled < ENOUGH; index++) {
        Instant time = start.plus(source.every().multipliedBy(index));
        ticks.output(new Tick(index, time)).entries().forEach(this::add);
      }
    }
  }

  private static Optional<TickSource> open(TickedSource source, RecordSpec record)
      throws IOException {
    if (source instanceof SimulatorSource simulator) {
      return Optional.of(new Simulator(simulator, record));
    }
    return source instanceof ReplaySource replay
        ? Optional.of(new Replay(replay, record))
        : Optional.empty();
  }

  private void add(Entry entry) {
    sampled++;
    records.merge(entry.key(), 1L, Long::sum);
    long size = (long) entry.data().length + entry.key().getBytes(StandardCharsets.UTF_8).length;
    bytes.merge(entry.key(), size, Long::sum);
    largest = Math.max(largest, size);
  }

  private String text(StreamLoad load, int shards, Duration period) {
    String key = pipeline.record().keyField();
    int keys = load.records().size();
    String shardCount =
        load.shardsNeeded()
            .map("Take --parameter ShardCount=%d, or "::formatted)
            .orElse("More shards don't help, because a key's records go to one shard. Take ");
    String moreKeys = keys < load.total() ? "a 'record.key' with more values, or " : "";
    return ("%s: %,d records every %s on %s need more than the stream's %d shards: the fullest"
            + " would get %,d, but takes at most %,d in the %d s that the producer has (1,000"
            + " records and 1 MB a second). %s%sfewer records at once (a replay's 'rows', a longer"
            + " 'every').")
        .formatted(
            pipeline.name(),
            load.total(),
            words(period),
            keys == 1
                ? "one key (%s=%s)".formatted(key, load.fullestKey())
                : "%,d keys (%s)".formatted(keys, key),
            shards,
            load.fullest(shards),
            load.capacity(),
            load.seconds(),
            shardCount,
            moreKeys);
  }

  private static String words(Duration period) {
    return period.equals(Duration.ofMinutes(1)) ? "minute" : period.toMinutes() + " minutes";
  }
}
