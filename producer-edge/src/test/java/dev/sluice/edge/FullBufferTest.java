package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.aws.produce.Feeds;
import dev.sluice.aws.produce.ProducerClients;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.http.HttpPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when as much waits as may: the stream is away for long. */
class FullBufferTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();
  private final Inputs inputs = new Inputs(warnings::add);
  private final Ticking clock = new Ticking();

  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @AfterEach
  void close() throws IOException {
    inputs.close();
  }

  private Pipeline pipeline(String lines) throws IOException {
    String definition =
        """
        pipeline: meter
        source:
          lines: {LINES, every: 10s}
        record:
          key: id
          schema: {id: string, timestamp: timestamp, watts: {type: double}}
        """
            .replace("LINES", lines);
    return new PipelineLoader()
        .load(Files.writeString(folder.resolve("meter.yaml"), definition), Map.of());
  }

  private Buffer buffer(long limit) throws IOException {
    return Buffer.open(
        new Buffer.Settings(folder.resolve("edge"), limit, "box"),
        new InMemoryObjectStore(),
        warnings::add);
  }

  private FeedRun feed(Pipeline pipeline, Buffer buffer) throws IOException {
    HttpPorts ports = ProducerClients.http(Optional.empty(), clock, warnings::add);
    Delivery toDisk =
        new Delivery(
            new SpoolStream(buffer.spool()),
            DeliveryLimits.kinesis(1 << 20),
            ports.sleeper(),
            ports.random());
    Feeds feeds =
        new Feeds(pipeline, toDisk, buffer.store(), ports, Optional.empty(), inputs, "box");
    return new FeedRun(
        "meter", feeds.producers().values().iterator().next(), buffer, clock, warnings::add);
  }

  private void tick(FeedRun feed, int times) {
    for (int i = 0; i < times; i++) {
      clock.now = clock.now.plusSeconds(10);
      feed.tick();
    }
  }

  /** Sends all that waits. */
  private static List<String> send(Buffer buffer) throws IOException, InterruptedException {
    List<String> sent = new ArrayList<>();
    Spool.Batch batch = buffer.spool().next(500, 4 << 20, 1);
    while (!batch.entries().isEmpty()) {
      for (Entry entry : batch.entries()) {
        sent.add(JSON.readTree(new String(entry.data(), UTF_8)).path("id").asText());
      }
      buffer.spool().done(batch);
      batch = buffer.spool().next(500, 4 << 20, 1);
    }
    return sent;
  }

  private JsonNode checkpoint() throws IOException {
    return JSON.readTree(folder.resolve("edge/kept/state/meter/producer.json").toFile());
  }

  @Test
  void aFileWaitsWhileThereIsNoRoomAndEachLineArrivesInOrder() throws Exception {
    Path log = folder.resolve("meter.ndjson");
    try (Buffer buffer = buffer(500)) {
      FeedRun feed =
          feed(
              pipeline("file: " + log + ", assign: {id: \"{row}\", timestamp: \"{tick}\"}"),
              buffer);
      List<String> sent = new ArrayList<>();
      for (int from = 0; from < 60; from += 20) {
        write(log, from, from + 20);
        tick(feed, 5);
        assertThat(buffer.isFull()).isTrue();
        assertThat(buffer.waiting()).isLessThan(3_000);
        sent.addAll(send(buffer));
      }
      tick(feed, 2);

      assertThat(sent)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 60).mapToObj(String::valueOf).toList());
      assertThat(send(buffer)).isEmpty();
    }
    assertThat(warnings.get(0))
        .startsWith("meter is not asked: 0 MiB wait to be sent")
        .contains("SLUICE_EDGE_MIB");
    assertThat(warnings).contains("meter is asked again, after 4 ticks without room");
    assertThat(checkpoint().has("missed")).isFalse();
  }

  @Test
  void ticksOfACommandAreMissedAndCountedWhileThereIsNoRoom() throws Exception {
    String command =
        "command: [echo, '{\"watts\": 1}'], assign: {id: \"{tick}\", timestamp: \"{tick}\"}";
    try (Buffer buffer = buffer(1)) {
      FeedRun feed = feed(pipeline(command), buffer);
      tick(feed, 5);
      assertThat(send(buffer)).containsExactly("2026-06-01T12:00:10Z");
      assertThat(warnings).singleElement().asString().startsWith("meter is not asked");

      tick(feed, 1);
      assertThat(send(buffer)).containsExactly("2026-06-01T12:01:00Z");
    }
    assertThat(warnings).last().isEqualTo("meter is asked again, after 4 ticks without room");
    assertThat(checkpoint().path("missed").asInt()).isEqualTo(4);
    assertThat(checkpoint().path("missedReasons").toString())
        .contains("the tick was left out", "there was no room to keep it");
  }

  @Test
  void whatWaitsIsCountedAlsoAfterARestart() throws Exception {
    String command =
        "command: [echo, '{\"watts\": 1}'], assign: {id: \"{tick}\", timestamp: \"{tick}\"}";
    try (Buffer buffer = buffer(1)) {
      tick(feed(pipeline(command), buffer), 1);
    }
    try (Buffer buffer = buffer(1)) {
      assertThat(buffer.isFull()).isTrue();
      FeedRun feed = feed(pipeline(command), buffer);
      tick(feed, 3);
      assertThat(send(buffer)).containsExactly("2026-06-01T12:00:10Z");
      tick(feed, 1);
      assertThat(send(buffer)).containsExactly("2026-06-01T12:00:50Z");
    }
  }

  private static void write(Path log, int from, int to) throws IOException {
    StringBuilder lines = new StringBuilder();
    IntStream.range(from, to).forEach(i -> lines.append("{\"watts\":%d}%n".formatted(i)));
    Files.writeString(log, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
