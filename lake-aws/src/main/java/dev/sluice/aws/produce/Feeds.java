package dev.sluice.aws.produce;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.TickedSource;
import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.FeedKeys;
import dev.sluice.core.produce.FeedProducer;
import dev.sluice.core.produce.MaskedSource;
import dev.sluice.core.produce.PipelineProducer;
import dev.sluice.core.produce.StoppedSource;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.Ticks;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.http.HttpPorts;
import dev.sluice.core.produce.http.HttpTickSource;
import dev.sluice.core.produce.lines.LineInputs;
import dev.sluice.core.produce.lines.LinesTickSource;
import dev.sluice.core.produce.replay.Replay;
import dev.sluice.core.produce.simulate.Simulator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the producers of a pipeline's feeds.
 *
 * @param lines opens what brings lines, where there is something of that kind
 * @param host the machine's name, for the templates of lines
 */
public record Feeds(
    Pipeline pipeline,
    Delivery delivery,
    ObjectStore store,
    HttpPorts http,
    Optional<RecordMasks> masks,
    LineInputs lines,
    String host) {
  /** Where there is neither a sensor nor a file: in a function. */
  public Feeds(
      Pipeline pipeline,
      Delivery delivery,
      ObjectStore store,
      HttpPorts http,
      Optional<RecordMasks> masks) {
    this(pipeline, delivery, store, http, masks, LineInputs.NONE, "");
  }

  /**
   * All feeds as one.
   *
   * @throws IllegalArgumentException if one is not for this place
   */
  public PipelineProducer producer() throws IOException {
    return new PipelineProducer(List.copyOf(producers().values()));
  }

  /** The producer of each feed, by the feed's name. */
  public Map<String, FeedProducer> producers() throws IOException {
    Map<String, FeedProducer> producers = new LinkedHashMap<>();
    List<String> stopped = pipeline.stopped();
    for (Map.Entry<String, TickedSource> feed : pipeline.tickedSources().entrySet()) {
      FeedKeys keys = new FeedKeys(pipeline.name(), feed.getKey());
      Ticks grid = new Ticks(feed.getValue().every());
      TickSource source =
          stopped.contains(feed.getKey()) ? new StoppedSource() : source(feed.getValue(), keys);
      producers.put(feed.getKey(), new FeedProducer(keys, source, grid, delivery, store));
    }
    return producers;
  }

  private TickSource source(TickedSource source, FeedKeys keys) throws IOException {
    EntryMask mask = new EntryMask(masks);
    if (source instanceof HttpSource api) {
      return new HttpTickSource(
          api, pipeline.stream().map(StreamSpec::record), store, keys, http.with(mask));
    }
    if (source instanceof LinesSource each) {
      return MaskedSource.of(
          new LinesTickSource(each, pipeline.record(), host, lines.open(each)), mask);
    }
    return source instanceof SimulatorSource simulator
        ? MaskedSource.of(new Simulator(simulator, pipeline.record()), mask, simulator)
        : MaskedSource.of(new Replay((ReplaySource) source, pipeline.record()), mask);
  }
}
