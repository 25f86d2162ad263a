package dev.sluice.bench;

import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The pipeline of the records that {@link FarmEvent} makes. */
final class FarmPipeline {
  static final List<String> TYPES = List.of("powerfactor", "temperature", "hydraulicpressure");

  private FarmPipeline() {}

  static double limit(int rule) {
    return 1_000 - rule;
  }

  static Pipeline withRules(int count) {
    List<Field> fields =
        List.of(
            new Field("id", FieldType.STRING, true),
            new Field("turbine", FieldType.STRING, true),
            new Field("type", FieldType.STRING, true),
            new Field("data", FieldType.DOUBLE, true),
            new Field("timestamp", FieldType.TIMESTAMP, true));
    return Pipeline.streaming(
        "farm",
        source(),
        new StreamSpec(
            new RecordSpec("id", "timestamp", "turbine", new Schema(fields)),
            IntStream.range(0, count).mapToObj(FarmPipeline::rule).toList(),
            new RawLayout(
                "raw/farm",
                List.of(PartitionField.YEAR),
                RawLayout.Style.HIVE,
                Optional.empty(),
                Duration.ofMinutes(10))),
        List.of(),
        List.of());
  }

  private static AlertRule rule(int number) {
    return new AlertRule(
        "rule-" + number,
        AlertRule.Severity.WARNING,
        AlertRule.Mode.LIVE,
        new Condition.All(
            List.of(
                new Condition.Equals("type", TYPES.get(number % TYPES.size())),
                new Condition.OutsideBand("data", Band.upTo(limit(number))))),
        "{turbine} has {data}");
  }

  private static SimulatorSource source() {
    return new SimulatorSource(
        Duration.ofSeconds(10),
        1,
        new SimulatorSource.Devices("turbine", "wt-%02d", 1),
        "type",
        "data",
        SimulatorSource.Model.of(List.of(new SimulatorSource.Metric("temperature", 20, 0, 0, 1))),
        new SimulatorSource.Anomalies(0, List.of()));
  }
}
