package dev.sluice.core.produce.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.SimulatorSource.Anomalies;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.pipeline.source.SimulatorSource.Model;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The cards of {@code pipelines/gpu.yaml}: their load drives what else they measure. */
class RelatedMetricsTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final int HOUR = 360;
  private static final Anomalies NONE = new Anomalies(0, List.of());
  private static final Anomalies MANY = new Anomalies(6, List.of(AnomalyKind.values()));
  private final ObjectMapper json = new ObjectMapper();
  private final Pipeline gpu =
      new PipelineLoader()
          .load(Path.of(System.getProperty("sluice.root"), "pipelines/gpu.yaml"), Map.of());

  private Simulator simulator(long seed, Anomalies anomalies) throws IOException {
    SimulatorSource of = (SimulatorSource) gpu.feeds().get(0).source();
    return new Simulator(
        new SimulatorSource(
            of.every(),
            seed,
            of.devices(),
            of.metricField(),
            of.valueField(),
            Model.of(of.metrics()),
            anomalies),
        gpu.record());
  }

  @Test
  void fiveSensorsAloneSendWhatOneWouldSendOfAllMetrics() throws IOException {
    SimulatorSource first = (SimulatorSource) gpu.feeds().get(0).source();
    List<String> together = new ArrayList<>(texts(simulator(first.seed(), first.anomalies())));
    List<String> alone = new ArrayList<>();
    for (Feed feed : gpu.feeds()) {
      SimulatorSource sensor = (SimulatorSource) feed.source();
      assertThat(sensor.sent()).containsExactly(feed.name());
      alone.addAll(texts(new Simulator(sensor, gpu.record())));
    }

    assertThat(alone).containsExactlyInAnyOrderElementsOf(together);
  }

  private static List<String> texts(Simulator simulator) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < HOUR; i++) {
      TickOutput output = simulator.output(tick(i));
      output.entries().forEach(entry -> texts.add(new String(entry.data(), UTF_8)));
      output.labels().forEach(label -> texts.add(label.toString()));
    }
    return texts;
  }

  private static Tick tick(int index) {
    return new Tick(index, START.plusSeconds(10L * index));
  }

  /** An hour of a metric of one card. */
  private double[] hour(Simulator simulator, String card, String metric) throws IOException {
    double[] values = new double[HOUR];
    for (int i = 0; i < HOUR; i++) {
      for (Entry entry : simulator.output(tick(i)).entries()) {
        JsonNode record = json.readTree(entry.data());
        if (record.get("card").asText().equals(card)
            && record.get("metric").asText().equals(metric)) {
          values[i] = record.get("value").doubleValue();
        }
      }
    }
    return values;
  }

  private static double correlation(double[] one, double[] other, int shift) {
    int n = one.length - shift;
    double meanOne = 0;
    double meanOther = 0;
    for (int i = 0; i < n; i++) {
      meanOne += one[i] / n;
      meanOther += other[i + shift] / n;
    }
    double product = 0;
    double squaresOne = 0;
    double squaresOther = 0;
    for (int i = 0; i < n; i++) {
      product += (one[i] - meanOne) * (other[i + shift] - meanOther);
      squaresOne += Math.pow(one[i] - meanOne, 2);
      squaresOther += Math.pow(other[i + shift] - meanOther, 2);
    }
    return product / Math.sqrt(squaresOne * squaresOther);
  }

  @Test
  void powerAndClockGoWithTheLoad() throws IOException {
    Simulator cards = simulator(42, NONE);
    double[] usage = hour(cards, "gpu-1", "usage");

    assertThat(correlation(usage, hour(cards, "gpu-1", "power"), 0)).isGreaterThan(0.99);
    assertThat(correlation(usage, hour(cards, "gpu-1", "clock"), 0)).isGreaterThan(0.99);
  }

  /** A first-order lag of 90 s delays a wave of 600 s by atan(2 pi 90 / 600) / (2 pi / 600) s. */
  @Test
  void temperatureTrailsTheLoadByAboutAMinute() throws IOException {
    Simulator cards = simulator(42, NONE);
    double[] usage = hour(cards, "gpu-1", "usage");
    double[] temperature = hour(cards, "gpu-1", "temperature");
    int best = 0;
    for (int shift = 0; shift < 30; shift++) {
      double now = correlation(usage, temperature, shift);
      best = now > correlation(usage, temperature, best) ? shift : best;
    }
    double delay = Math.atan(2 * Math.PI * 90 / 600) / (2 * Math.PI / 600);

    assertThat(10.0 * best).isEqualTo(delay, within(15.0));
    assertThat(correlation(usage, temperature, best)).isGreaterThan(0.99);
    assertThat(correlation(usage, temperature, 0)).isLessThan(0.85);
  }

  @Test
  void cardsWorkAtDifferentTimes() throws IOException {
    Simulator cards = simulator(42, NONE);

    assertThat(
            Math.abs(correlation(hour(cards, "gpu-1", "usage"), hour(cards, "gpu-2", "usage"), 0)))
        .isLessThan(0.95);
  }

  @Test
  void quantitiesStayWithinTheirBounds() throws IOException {
    Simulator cards = simulator(42, NONE);

    assertThat(hour(cards, "gpu-1", "usage")).contains(0, 100);
    assertThat(DoubleStream.of(hour(cards, "gpu-1", "usage"))).allMatch(v -> v >= 0 && v <= 100);
    assertThat(DoubleStream.of(hour(cards, "gpu-1", "power"))).allMatch(v -> v >= 20 && v <= 350);
    assertThat(DoubleStream.of(hour(cards, "gpu-1", "vram"))).allMatch(v -> v >= 500 && v < 24_576);
  }

  @Test
  void aBrokenUsageSensorDoesNotHeatTheCard() throws IOException {
    Simulator healthy = simulator(42, NONE);
    Simulator broken = simulator(42, new Anomalies(6, List.of(AnomalyKind.STUCK)));
    double[] usage = hour(healthy, "gpu-1", "usage");
    double[] told = hour(broken, "gpu-1", "usage");
    int differing = 0;
    int same = 0;
    for (int i = 0; i < HOUR; i++) {
      differing += usage[i] == told[i] ? 0 : 1;
      String expected = record(healthy, i, "power");
      same += expected.equals(record(broken, i, "power")) ? 1 : 0;
    }

    // The power sensor is stuck at other times; else it tells the true power.
    assertThat(differing).isGreaterThan(50);
    assertThat(same).isGreaterThan(50);
  }

  private static String record(Simulator cards, int index, String metric) throws IOException {
    return cards.output(tick(index)).entries().stream()
        .map(entry -> new String(entry.data(), UTF_8))
        .filter(text -> text.startsWith("{\"id\":\"gpu-1-" + metric))
        .findFirst()
        .orElse("");
  }

  @Property(tries = 30)
  void aTickYieldsTheSameBytesWheneverItIsAsked(
      @ForAll long seed, @ForAll @IntRange(max = 100_000) int index) throws IOException {
    Simulator one = simulator(seed, MANY);
    Simulator other = simulator(seed, MANY);
    List<String> expected = texts(one, index);
    texts(other, index + 1);
    texts(other, 0);

    assertThat(texts(other, index)).isEqualTo(expected);
  }

  private static List<String> texts(Simulator simulator, int index) throws IOException {
    return simulator.output(tick(index)).entries().stream()
        .map(entry -> entry.key() + ' ' + new String(entry.data(), UTF_8))
        .toList();
  }

  @Test
  void weightsOfALagAreOneTogetherAndEndAfterFourLengths() {
    Lag lag = new Lag(java.time.Duration.ofSeconds(90), 10_000);
    double sum = 0;
    for (int ago = 0; ago < lag.ticks(); ago++) {
      sum += lag.weight(ago);
    }

    assertThat(lag.ticks()).isEqualTo(37);
    assertThat(sum).isEqualTo(1, within(1e-12));
    assertThat(lag.weight(9) / lag.weight(0)).isEqualTo(1 / Math.E, within(1e-12));
    assertThat(new Lag(java.time.Duration.ZERO, 10_000).ticks()).isEqualTo(1);
  }
}
