package dev.sluice.producer;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the producers of a pipeline's feeds. */
record Feeds(
    Pipeline pipeline,
    Delivery delivery,
    ObjectStore store,
    HttpPorts http,
    Optional<RecordMasks> masks) {
  PipelineProducer producer() throws IOException {
    List<FeedProducer> producers = new ArrayList<>();
    for (Map.Entry<String, TickedSource> feed : pipeline.tickedSources().entrySet()) {
      FeedKeys keys = new FeedKeys(pipeline.name(), feed.getKey());
      Ticks grid = new Ticks(feed.getValue().every());
      producers.add(new FeedProducer(keys, source(feed.getValue(), keys), grid, delivery, store));
    }
    return new PipelineProducer(producers);
  }

  private TickSource source(TickedSource source, FeedKeys keys) throws IOException {
    EntryMask mask = new EntryMask(masks);
    if (source instanceof HttpSource api) {
      return new HttpTickSource(
          api, pipeline.stream().map(StreamSpec::record), store, keys, http.with(mask));
    }
    if (source instanceof LinesSource lines) {
      return MaskedSource.of(
          new LinesTickSource(lines, pipeline.record(), "", LineInputs.NONE.open(lines)), mask);
    }
    return source instanceof SimulatorSource simulator
        ? MaskedSource.of(new Simulator(simulator, pipeline.record()), mask, simulator)
        : MaskedSource.of(new Replay((ReplaySource) source, pipeline.record()), mask);
  }
}
