package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.pipeline.source.SimulatorSource.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineLoaderTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  private static Pipeline load(String name, Map<String, String> environment) {
    return new PipelineLoader().load(PIPELINES.resolve(name + ".yaml"), environment);
  }

  @Test
  void loadsTheWindFarm() {
    Pipeline pipeline = load("windfarm", Map.of());

    assertThat(pipeline.name()).isEqualTo("windfarm");
    assertThat(pipeline.record().schema().fields())
        .extracting(Field::name)
        .containsExactly("id", "turbine", "type", "data", "timestamp");
    SimulatorSource source = (SimulatorSource) pipeline.feeds().get(0).source();
    assertThat(source.every()).isEqualTo(Duration.ofSeconds(10));
    assertThat(source.devices().name(0)).isEqualTo("wt-01");
    assertThat(source.metrics()).contains(new Metric("temperature", 23.0, 4.0, 0.4, 2));
    assertThat(source.anomalies().kinds()).containsExactly(AnomalyKind.values());
    assertThat(pipeline.raw().prefix()).isEqualTo("raw/windfarm");
    assertThat(pipeline.raw().late()).contains(Duration.ofDays(7));
    assertThat(pipeline.queries())
        .extracting(NamedQuery::name)
        .containsExactly("hourly", "outside-band", "availability");
    assertThat(pipeline.queries().get(1).sql()).contains("FROM readings");
  }

  @Test
  void loadsSeattle() {
    Pipeline pipeline = load("seattle", Map.of());

    ReplaySource source = (ReplaySource) pipeline.feeds().get(0).source();
    assertThat(source.file()).isAbsolute().isRegularFile();
    assertThat(source.rowsPerTick()).isEqualTo(25);
    assertThat(source.assign()).containsEntry("id", "sea-{date}");
    assertThat(pipeline.raw().late()).isEmpty();
    assertThat(pipeline.trusted().get(0).partition())
        .containsExactly(PartitionField.YEAR, PartitionField.MONTH);
  }

  @Test
  void takesDefaultsFromTheFile() {
    assertThat(load("windfarm", Map.of()).alerts().get(1).when())
        .isEqualTo(
            new Trigger.Matches(
                new Condition.All(
                    List.of(
                        new Condition.Equals("type", "temperature"),
                        new Condition.OutsideBand("data", new Band(10, 35))))));
  }

  @Test
  void takesThresholdsFromTheEnvironment() {
    Pipeline pipeline = load("seattle", Map.of("WIND_MAX", "12.5"));

    assertThat(pipeline.alerts().get(1).when())
        .isEqualTo(new Trigger.Matches(new Condition.OutsideBand("wind", Band.upTo(12.5))));
  }

  @Test
  void takesAnEmptyVariableAsNotSet() {
    Pipeline pipeline = load("seattle", Map.of("WIND_MAX", ""));

    assertThat(pipeline.alerts().get(1).when())
        .isEqualTo(new Trigger.Matches(new Condition.OutsideBand("wind", Band.upTo(8))));
  }
}
