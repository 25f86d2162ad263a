package dev.sluice.core.produce.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.produce.Label;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the readings of one turbine's temperature look like within a label. */
class AnomalyTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final int HOURS_12 = 4_320;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Instant, Double> readings = new TreeMap<>();
  private final List<Label> labels = new ArrayList<>();

  private void play(AnomalyKind kind) throws IOException {
    Simulator simulator = new Simulator(WindFarm.of(1, 7, WindFarm.only(4, kind)), WindFarm.RECORD);
    for (int i = 1; i <= HOURS_12; i++) {
      TickOutput output = simulator.output(new Tick(i, START.plusSeconds(10L * i)));
      output.labels().stream().filter(l -> l.metric().equals("temperature")).forEach(labels::add);
      for (Entry entry : output.entries()) {
        JsonNode record = json.readTree(entry.data());
        if (record.get("type").asText().equals("temperature")) {
          readings.put(
              Instant.parse(record.get("timestamp").asText()), record.get("data").doubleValue());
        }
      }
    }
    assertThat(labels).hasSizeGreaterThan(20);
  }

  private List<Double> within(Label label) {
    return readings.entrySet().stream()
        .filter(r -> !r.getKey().isBefore(label.from()) && !r.getKey().isAfter(label.to()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static long ticks(Label label) {
    return Duration.between(label.from(), label.to()).toSeconds() / 10 + 1;
  }

  @Test
  void aSpikeIsOneReadingOutsideTheBand() throws IOException {
    play(AnomalyKind.SPIKE);

    assertThat(labels).allMatch(label -> label.from().equals(label.to()));
    assertThat(labels).allMatch(label -> within(label).get(0) > 35 || within(label).get(0) < 10);
    assertThat(readings.values().stream().filter(value -> value > 35 || value < 10).count())
        .isEqualTo(labels.size());
  }

  @Test
  void aDriftRunsAwaySteadily() throws IOException {
    play(AnomalyKind.DRIFT);

    for (Label label : labels) {
      List<Double> values = within(label);
      assertThat((long) values.size()).isEqualTo(ticks(label));
      double way = values.get(values.size() - 1) - values.get(0);
      double half = values.get(values.size() / 2) - values.get(0);
      assertThat(Math.abs(way)).isGreaterThan(12);
      assertThat(half / way).isBetween(0.3, 0.7);
    }
  }

  @Test
  void aStuckSensorRepeatsItsReading() throws IOException {
    play(AnomalyKind.STUCK);

    for (Label label : labels) {
      assertThat(within(label).stream().distinct()).hasSize(1);
      assertThat((long) within(label).size()).isEqualTo(ticks(label)).isGreaterThanOrEqualTo(15);
      Double before = readings.get(label.from().minusSeconds(10));
      assertThat(within(label).get(0)).isEqualTo(before);
    }
  }

  @Test
  void aSilentSensorSendsNothing() throws IOException {
    play(AnomalyKind.SILENCE);

    long silent = labels.stream().mapToLong(AnomalyTest::ticks).sum();
    assertThat(labels).allMatch(label -> within(label).isEmpty());
    // The last one may go on after the end of the play.
    assertThat(HOURS_12 - readings.size()).isBetween((int) silent - 60, (int) silent);
  }

  @Test
  void anAnomalyInProgressAtTheFirstTickIsLabelled() throws IOException {
    play(AnomalyKind.SILENCE);
    Label label = labels.get(0);
    Simulator simulator =
        new Simulator(WindFarm.of(1, 7, WindFarm.only(4, AnomalyKind.SILENCE)), WindFarm.RECORD);

    assertThat(simulator.output(new Tick(0, label.to())).labels()).contains(label);
    assertThat(simulator.output(new Tick(1, label.to())).labels()).doesNotContain(label);
  }
}
