package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.landing.LandingZone;
import dev.sluice.core.metrics.RecordingMetrics;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.produce.FeedKeys;
import dev.sluice.core.produce.FeedProducer;
import dev.sluice.core.produce.PipelineProducer;
import dev.sluice.core.produce.Ticks;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.simulate.Simulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handler on the real wind farm, with a stream and a store in memory. */
class ProducerHandlerTest {
  private final FakeRecordStream stream = new FakeRecordStream();
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private CountedProducer run;
  private Pipeline pipeline;

  @BeforeEach
  void wire() throws IOException {
    Path file = Path.of(System.getProperty("sluice.root"), "pipelines", "windfarm.yaml");
    pipeline = new PipelineLoader().load(file, Map.of());
    SimulatorSource farm = (SimulatorSource) pipeline.feeds().get(0).source();
    Delivery delivery =
        new Delivery(stream, DeliveryLimits.kinesis(1 << 20), pause -> {}, new SplittableRandom(1));
    run =
        new CountedProducer(
            new PipelineProducer(
                List.of(
                    new FeedProducer(
                        FeedKeys.only(pipeline.name()),
                        new Simulator(farm, pipeline.record()),
                        new Ticks(farm.every()),
                        delivery,
                        store))),
            metrics);
  }

  private String invoke(String event, int remainingMillis) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    LandingZone zone = new LandingZone(pipeline, store);
    new ProducerHandler(run, new CountedLanding(zone, metrics), new FiveSeconds())
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(UTF_8)),
            answer,
            new RemainingTime(remainingMillis));
    return answer.toString(UTF_8);
  }

  @Test
  void answersWithItsCounts() throws IOException {
    assertThat(invoke("{\"time\":\"2026-06-01T00:01:00Z\"}", 55_000))
        .isEqualTo(
            "{\"ticks\":6,\"produced\":216,\"failed\":0,\"rejected\":0,"
                + "\"lastTick\":\"2026-06-01T00:01:00Z\"}");
    assertThat(stream.stored()).hasSize(216).doesNotHaveDuplicates();
  }

  @Test
  void aSecondDeliveryOfTheScheduleDoesNothing() throws IOException {
    answersWithItsCounts();
    assertThat(invoke("{\"time\":\"2026-06-01T00:01:00Z\"}", 55_000)).startsWith("{\"ticks\":0,");
    assertThat(stream.stored()).hasSize(216);
  }

  @Test
  void countsAreMetrics() throws IOException {
    invoke("{\"time\":\"2026-06-01T00:01:00Z\"}", 55_000);

    assertThat(metrics.lines())
        .containsExactly(Map.of("Ticks", 6L, "Produced", 216L, "Failed", 0L, "Rejected", 0L));
  }

  @Test
  void keepsTheReserveOfItsTimeForStoringWhatFailed() throws IOException {
    stream.failWith((call, place, entry) -> FakeRecordStream.THROTTLED);

    assertThat(invoke("{\"time\":\"2026-06-01T00:01:00Z\"}", 5_000)).contains("\"failed\":216");
    assertThat(stream.batchSizes()).hasSize(1);
    assertThat(store.keys()).contains("failed/windfarm/20260601T000010.000Z.json");
    assertThat(metrics.total("Failed")).isEqualTo(216);
  }

  @Test
  void refusesAnEventWithoutATime() {
    assertThatThrownBy(() -> invoke("{}", 55_000)).isInstanceOf(IllegalArgumentException.class);
    assertThat(metrics.lines()).isEmpty();
  }

  @Test
  void leavesAFileThatNoSourceTakesWhereItIs() throws IOException {
    Path event = Path.of(System.getProperty("sluice.root"), "sam/events/producer-landed.json");

    assertThat(invoke(Files.readString(event), 55_000))
        .startsWith("{\"file\":\"unmatched\",\"reason\":")
        .contains("landing/movies/movies.csv", "they take: no files");
    assertThat(metrics.total("UnmatchedFiles")).isEqualTo(1);
    assertThat(stream.stored()).isEmpty();
  }

  private static final class FiveSeconds implements ProducerConfig {
    @Override
    public String pipeline() {
      return "windfarm";
    }

    @Override
    public String stack() {
      return "sluice-windfarm";
    }

    @Override
    public Path pipelinesDir() {
      return Path.of("pipelines");
    }

    @Override
    public String stream() {
      return "sensors";
    }

    @Override
    public String bucket() {
      return "lake";
    }

    @Override
    public Optional<String> apiEndpoint() {
      return Optional.empty();
    }

    @Override
    public Duration reserve() {
      return Duration.ofSeconds(5);
    }

    @Override
    public int recordBytes() {
      return 1 << 20;
    }
  }
}
