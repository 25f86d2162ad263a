package dev.sluice.core.alert;

import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.AlertRule.Mode;
import dev.sluice.core.pipeline.AlertRule.Severity;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Pipelines for tests of alerts: a farm of turbines with a few rules. */
public final class Pipelines {
  static final AlertRule HOT =
      rule(
          "hot",
          Severity.CRITICAL,
          new Condition.OutsideBand("data", Band.upTo(35)),
          "{turbine} has {data} °C");
  static final AlertRule ODD =
      rule(
          "odd",
          Severity.WARNING,
          new Condition.All(
              List.of(
                  new Condition.Equals("type", "pressure"),
                  new Condition.OutsideBand("data", new Band(60, 80)))),
          "Pressure {data}");

  private Pipelines() {}

  static AlertRule rule(String name, Severity severity, Condition when, String message) {
    return new AlertRule(name, severity, Mode.LIVE, when, message);
  }

  static AlertRule staging(AlertRule rule) {
    return new AlertRule(
        rule.name(),
        rule.severity(),
        Mode.STAGING,
        rule.scope(),
        rule.when(),
        rule.firing(),
        rule.message());
  }

  /** A rule of turbine and type that holds for a while. */
  static AlertRule rule(String name, Trigger when, Duration hold, Optional<Clearing> clear) {
    return new AlertRule(
        name,
        Severity.WARNING,
        Mode.LIVE,
        new AlertRule.Scope(List.of("turbine", "type"), Optional.empty()),
        when,
        new AlertRule.Firing(hold, clear),
        "{turbine} {type}: " + name);
  }

  public static Schema schema() {
    return new Schema(
        List.of(
            new Field("id", FieldType.STRING, true),
            new Field("turbine", FieldType.STRING, true),
            new Field("type", FieldType.STRING, false),
            new Field("data", FieldType.DOUBLE, false),
            new Field("state", FieldType.INT, false),
            new Field("count", FieldType.LONG, false),
            new Field("open", FieldType.BOOLEAN, false),
            new Field("timestamp", FieldType.TIMESTAMP, true)));
  }

  static Pipeline farm(AlertRule... rules) {
    return Pipeline.streaming(
        "farm",
        source(),
        new StreamSpec(
            new RecordSpec("id", "timestamp", "turbine", schema()),
            List.of(rules),
            new RawLayout(
                "raw/farm",
                List.of(PartitionField.YEAR),
                RawLayout.Style.HIVE,
                Optional.empty(),
                Duration.ofMinutes(10))),
        List.of(),
        List.of());
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
