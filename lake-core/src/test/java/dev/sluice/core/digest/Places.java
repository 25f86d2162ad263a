package dev.sluice.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.pipeline.AlertBudget;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.AlertRule.Mode;
import dev.sluice.core.pipeline.AlertRule.Severity;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A pipeline of weather at places, with a digest, and its records. */
public final class Places {
  /** When the first scheduled digest's period ends. */
  public static final Instant EIGHT = Instant.parse("2026-06-01T08:00:00Z");

  static final Digest DIGEST = new Digest("Weather", "place", List.of("temperature", "wind"));

  private Places() {}

  /** The pipeline {@code weather}. */
  public static Pipeline pipeline() {
    return pipeline(Optional.of(DIGEST));
  }

  static Pipeline pipeline(Optional<Digest> digest) {
    RawLayout raw =
        new RawLayout(
            "raw/weather",
            List.of(PartitionField.YEAR),
            RawLayout.Style.HIVE,
            Optional.empty(),
            Duration.ofMinutes(10));
    StreamSpec stream =
        new StreamSpec(
            new RecordSpec("id", "time", "place", schema()),
            List.of(rule("storm", Mode.LIVE, 20), rule("breeze", Mode.STAGING, 1)),
            AlertBudget.DEFAULT,
            raw,
            digest);
    return new Pipeline(
        "weather",
        List.of(new Feed(Feed.ONLY, source())),
        Optional.of(stream),
        List.of(Input.ofStream(raw)),
        List.of(),
        List.of(),
        List.of());
  }

  private static Schema schema() {
    return new Schema(
        List.of(
            new Field("id", FieldType.STRING, true),
            new Field("place", FieldType.STRING, true),
            new Field("temperature", FieldType.DOUBLE, false),
            new Field("wind", FieldType.DOUBLE, false),
            new Field("time", FieldType.TIMESTAMP, true)));
  }

  private static AlertRule rule(String name, Mode mode, double limit) {
    return new AlertRule(
        name,
        Severity.WARNING,
        mode,
        new Condition.OutsideBand("wind", Band.upTo(limit)),
        "Wind {wind}");
  }

  private static SimulatorSource source() {
    return new SimulatorSource(
        Duration.ofMinutes(1),
        1,
        new SimulatorSource.Devices("place", "p-%d", 1),
        "id",
        "wind",
        SimulatorSource.Model.of(List.of(new SimulatorSource.Metric("wind", 5, 0, 0, 1))),
        new SimulatorSource.Anomalies(0, List.of()));
  }

  /** A reading that was measured when it arrived. */
  record Reading(Instant time, String place, double temperature, double wind) {
    byte[] json() {
      return """
      {"id":"%s-%s","place":"%s","temperature":%s,"wind":%s,"time":"%s"}\
      """
          .formatted(place, time, place, temperature, wind, time)
          .getBytes(UTF_8);
    }
  }

  /** A batch of a shard's records, in their order. */
  static RecordBatch batch(String shard, List<Reading> readings) {
    RecordBatchBuilder batch = new RecordBatchBuilder(shard);
    for (Reading each : readings) {
      batch.add(
          Long.toString(each.time().toEpochMilli()),
          each.place(),
          each.time().toEpochMilli(),
          each.json());
    }
    return batch.build();
  }
}
