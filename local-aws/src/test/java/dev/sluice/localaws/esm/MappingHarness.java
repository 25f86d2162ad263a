package dev.sluice.localaws.esm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.clock.ActionFailure;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.esm.EventSourceMapping.Targets;
import dev.sluice.localaws.esm.MappingSettings.StartingPosition;
import dev.sluice.localaws.kinesis.log.Checkpoints;
import dev.sluice.localaws.lambda.InvocationResult;
import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A mapping on a fake stream, a scripted function and a clock that only skips. */
final class MappingHarness implements AutoCloseable {
  static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  static final ObjectMapper JSON = new ObjectMapper();

  final LakeClock clock = LakeClock.stoppedAt(START);
  final List<ActionFailure> failures = new ArrayList<>();
  final Timeline timeline = new Timeline(clock, Timeline.Mode.FAST, 1, failures::add);
  final FakeStream stream;
  final List<Invoked> invocations = new ArrayList<>();
  final Map<String, JsonNode> objects = new TreeMap<>();
  final List<Discard> discards = new ArrayList<>();
  private Function<JsonNode, InvocationResult> function = event -> success("{}");

  MappingHarness(int shards) {
    this.stream = new FakeStream(shards);
  }

  /** An invocation: seconds since the start, and its event. */
  record Invoked(long at, JsonNode event) {
    List<String> data() {
      List<String> data = new ArrayList<>();
      for (JsonNode item : event.path("Records")) {
        try {
          data.add(
              new String(item.path("kinesis").path("data").binaryValue(), StandardCharsets.UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return data;
    }
  }

  static MappingSettings settings(int batchSize, int batchingSeconds, int tumblingSeconds) {
    return new MappingSettings(
        "11111111-2222-3333-4444-555555555555",
        "writer",
        new MappingSettings.Batching(
            batchSize, Duration.ofSeconds(batchingSeconds), Duration.ofSeconds(tumblingSeconds), 1),
        new MappingSettings.Start(StartingPosition.TRIM_HORIZON, Optional.empty()),
        new MappingSettings.OnError(false, false, -1, Optional.empty(), Optional.of("lake")));
  }

  /** The same with several batches of a shard at a time. */
  static MappingSettings inLanes(MappingSettings base, int lanes) {
    MappingSettings.Batching batching = base.batching();
    return new MappingSettings(
        base.uuid(),
        base.function(),
        new MappingSettings.Batching(
            batching.size(), batching.window(), batching.tumblingWindow(), lanes),
        base.start(),
        base.onError());
  }

  /** The same with another way to treat errors. */
  static MappingSettings onError(
      MappingSettings base, boolean report, boolean bisect, int retries, Optional<Duration> age) {
    return new MappingSettings(
        base.uuid(),
        base.function(),
        base.batching(),
        base.start(),
        new MappingSettings.OnError(report, bisect, retries, age, base.onError().bucket()));
  }

  void function(Function<JsonNode, InvocationResult> behaviour) {
    this.function = behaviour;
  }

  EventSourceMapping start(MappingSettings settings) {
    return start(settings, new FakeCheckpoints());
  }

  /** As the next lake does, if the checkpoints are those of an earlier one. */
  EventSourceMapping start(MappingSettings settings, Checkpoints checkpoints) {
    return start(settings, new Targets(this::invoke, this::put, discards::add), checkpoints);
  }

  EventSourceMapping start(MappingSettings settings, Targets targets, Checkpoints checkpoints) {
    try {
      return EventSourceMapping.start(settings, stream, timeline, targets, checkpoints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InvocationResult invoke(String name, byte[] event) {
    JsonNode tree = tree(event);
    invocations.add(new Invoked(Duration.between(START, clock.instant()).toSeconds(), tree));
    return function.apply(tree);
  }

  void put(String bucket, String key, byte[] content) {
    objects.put(bucket + "/" + key, tree(content));
  }

  void appendAt(long seconds, int shard, int count) {
    timeline.schedule(
        START.plusSeconds(seconds), "append", () -> stream.append(shard, count, clock.instant()));
  }

  boolean drain() {
    try {
      return timeline.drain(START.plus(Duration.ofDays(3)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<List<String>> delivered() {
    return invocations.stream().map(Invoked::data).toList();
  }

  List<Long> times() {
    return invocations.stream().map(Invoked::at).toList();
  }

  static InvocationResult success(String response) {
    return new Success(response.getBytes(StandardCharsets.UTF_8), "");
  }

  static InvocationResult failedFrom(int number) {
    return success(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
            .formatted(FakeStream.sequence(number)));
  }

  static InvocationResult error() {
    return new FunctionError("Some.Exception", "no luck", new byte[0], "");
  }

  static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    timeline.close();
  }
}
