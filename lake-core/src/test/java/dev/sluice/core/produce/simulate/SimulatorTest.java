package dev.sluice.core.produce.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.SimulatorSource.Anomalies;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.produce.Label;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final int DAY = 8_640;
  private static final Anomalies MANY =
      new Anomalies(
          3, List.of(AnomalyKind.SPIKE, AnomalyKind.DRIFT, AnomalyKind.STUCK, AnomalyKind.SILENCE));
  private final ObjectMapper json = new ObjectMapper();

  private static Tick tick(int index) {
    return new Tick(index, START.plusSeconds(10L * index));
  }

  private static List<String> records(Simulator simulator, Tick tick) throws IOException {
    return simulator.output(tick).entries().stream()
        .map(entry -> entry.key() + ' ' + new String(entry.data(), UTF_8))
        .toList();
  }

  private double value(Entry entry) throws IOException {
    return json.readTree(entry.data()).get("data").doubleValue();
  }

  @Test
  void writesTheSchemasFieldsInOrder() throws IOException {
    Simulator simulator = new Simulator(WindFarm.of(2, 42, WindFarm.HEALTHY), WindFarm.RECORD);

    List<String> records = records(simulator, tick(1));
    assertThat(records).hasSize(6);
    assertThat(records.get(1))
        .matches(
            "wt-01 \\{\"id\":\"wt-01-temperature-20260601T000010Z\",\"turbine\":\"wt-01\","
                + "\"type\":\"temperature\",\"data\":\\d\\d\\.\\d\\d,"
                + "\"timestamp\":\"2026-06-01T00:00:10Z\"}");
    assertThat(records.get(3)).startsWith("wt-02 ").matches(".*\"data\":[01]\\.\\d{3},.*");
  }

  /** The values were computed by a program in another language from the published formulas. */
  @Test
  void writesTheGoldenRecords() throws IOException {
    Simulator simulator = new Simulator(WindFarm.of(1, 42, WindFarm.HEALTHY), WindFarm.RECORD);

    assertThat(records(simulator, tick(1)))
        .containsExactly(
            golden("powerfactor", "0.961"),
            golden("temperature", "19.95"),
            golden("hydraulicpressure", "69.52"));
  }

  private static String golden(String metric, String value) {
    return ("wt-01 {\"id\":\"wt-01-%1$s-20260601T000010Z\",\"turbine\":\"wt-01\","
            + "\"type\":\"%1$s\",\"data\":%2$s,\"timestamp\":\"2026-06-01T00:00:10Z\"}")
        .formatted(metric, value);
  }

  @Property(tries = 50)
  void aTickYieldsTheSameBytesWheneverItIsAsked(
      @ForAll long seed, @ForAll @IntRange(max = 100_000) int index) throws IOException {
    Simulator one = new Simulator(WindFarm.of(3, seed, MANY), WindFarm.RECORD);
    Simulator other = new Simulator(WindFarm.of(3, seed, MANY), WindFarm.RECORD);
    List<String> expected = records(one, tick(index));
    records(other, tick(index + 5));
    records(other, tick(0));

    assertThat(records(other, tick(index))).isEqualTo(expected);
  }

  @Test
  void aDeviceReadsTheSameWhenOthersAreAdded() throws IOException {
    Simulator small = new Simulator(WindFarm.of(1, 42, MANY), WindFarm.RECORD);
    Simulator large = new Simulator(WindFarm.of(3, 42, MANY), WindFarm.RECORD);

    assertThat(records(large, tick(7))).containsAll(records(small, tick(7)));
  }

  @Test
  void seedsDiffer() throws IOException {
    Simulator one = new Simulator(WindFarm.of(1, 1, WindFarm.HEALTHY), WindFarm.RECORD);
    Simulator two = new Simulator(WindFarm.of(1, 2, WindFarm.HEALTHY), WindFarm.RECORD);

    assertThat(records(one, tick(1))).doesNotContainAnyElementsOf(records(two, tick(1)));
  }

  @Test
  void idsAreUnique() throws IOException {
    Simulator simulator = new Simulator(WindFarm.of(3, 42, MANY), WindFarm.RECORD);
    Set<String> ids = new HashSet<>();
    int records = 0;
    for (int i = 0; i < 500; i++) {
      for (Entry entry : simulator.output(tick(i)).entries()) {
        ids.add(json.readTree(entry.data()).get("id").asText());
        records++;
      }
    }

    assertThat(ids).hasSize(records).hasSizeGreaterThan(3_000);
  }

  @Test
  void readingsHaveTheirMeanAndTheirNoise() throws IOException {
    Simulator simulator = new Simulator(WindFarm.of(1, 42, WindFarm.HEALTHY), WindFarm.RECORD);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DAY; i++) {
      double value = value(simulator.output(tick(i)).entries().get(1));
      double seconds = 10.0 * i - 9 * 3_600;
      double noise = value - 23 - 4 * Math.sin(2 * Math.PI * seconds / 86_400);
      sum += noise;
      squares += noise * noise;
    }

    // The standard error of the mean is 0.4 / sqrt(8640) = 0.0043.
    assertThat(sum / DAY).isBetween(-0.0129, 0.0129);
    assertThat(Math.sqrt(squares / DAY)).isBetween(0.39, 0.41);
  }

  @Test
  void itIsWarmestAtThree() throws IOException {
    Simulator simulator = new Simulator(WindFarm.of(1, 42, WindFarm.HEALTHY), WindFarm.RECORD);

    assertThat(value(simulator.output(tick(15 * 360)).entries().get(1))).isBetween(25.4, 28.6);
    assertThat(value(simulator.output(tick(3 * 360)).entries().get(1))).isBetween(17.4, 20.6);
  }

  @Test
  void anomaliesAreAsFrequentAsDeclared() throws IOException {
    Anomalies anomalies = WindFarm.only(0.5, AnomalyKind.SPIKE, AnomalyKind.SILENCE);
    Simulator simulator = new Simulator(WindFarm.of(20, 42, anomalies), WindFarm.RECORD);
    List<Label> labels = new ArrayList<>();
    for (int i = 1; i <= DAY; i++) {
      labels.addAll(simulator.output(tick(i)).labels());
    }

    // 60 sensors, 24 hours, 0.5 an hour: 720 expected, sigma about 26.
    assertThat(labels.size()).isBetween(640, 800);
    assertThat(labels.stream().filter(l -> l.kind() == AnomalyKind.SPIKE).count())
        .isBetween(290L, 430L);
    assertThat(new HashSet<>(labels)).hasSameSizeAs(labels);
  }

  @Test
  void refusesARequiredFieldItCannotFill() {
    var source = WindFarm.of(1, 42, WindFarm.HEALTHY);
    RecordSpec spec = new RecordSpec("id", "timestamp", "id", WindFarm.RECORD.schema());
    var elsewhere =
        new dev.sluice.core.pipeline.source.SimulatorSource(
            source.every(), 1, source.devices(), "metric", "data", source.model(), MANY);

    assertThatThrownBy(() -> new Simulator(elsewhere, spec))
        .hasMessageContaining("required field 'type'");
  }

  @Test
  void refusesTheReadingAsKey() {
    RecordSpec spec = new RecordSpec("id", "timestamp", "data", WindFarm.RECORD.schema());

    assertThatThrownBy(() -> new Simulator(WindFarm.of(1, 42, MANY), spec))
        .hasMessageContaining("not the field 'data'");
  }
}
