package dev.sluice.core.produce.simulate;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.SimulatorSource.Anomalies;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.pipeline.source.SimulatorSource.Devices;
import dev.sluice.core.pipeline.source.SimulatorSource.Metric;
import java.time.Duration;
import java.util.List;

/** The wind farm of {@code pipelines/windfarm.yaml}, in the size a test wants. */
public final class WindFarm {
  public static final Metric TEMPERATURE = new Metric("temperature", 23, 4, 0.4, 2);
  public static final Metric PRESSURE = new Metric("hydraulicpressure", 70, 1.5, 0.6, 2);
  public static final Metric POWER_FACTOR = new Metric("powerfactor", 0.97, 0.015, 0.006, 3);
  public static final RecordSpec RECORD =
      new RecordSpec(
          "id",
          "timestamp",
          "turbine",
          new Schema(
              List.of(
                  new Field("id", FieldType.STRING, true),
                  new Field("turbine", FieldType.STRING, true),
                  new Field("type", FieldType.STRING, true),
                  new Field("data", FieldType.DOUBLE, true),
                  new Field("timestamp", FieldType.TIMESTAMP, true))));
  public static final Anomalies HEALTHY = new Anomalies(0, List.of());

  private WindFarm() {}

  public static SimulatorSource of(int turbines, long seed, Anomalies anomalies) {
    return new SimulatorSource(
        Duration.ofSeconds(10),
        seed,
        new Devices("turbine", "wt-%02d", turbines),
        "type",
        "data",
        SimulatorSource.Model.of(List.of(POWER_FACTOR, TEMPERATURE, PRESSURE)),
        anomalies);
  }

  public static Anomalies only(double perSensorHour, AnomalyKind... kinds) {
    return new Anomalies(perSensorHour, List.of(kinds));
  }
}
