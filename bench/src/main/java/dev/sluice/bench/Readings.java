package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A wind farm's readings, about 100 bytes each, and their table. */
final class Readings {
  private static final String[] SENSORS = {"powerfactor", "temperature", "hydraulicpressure"};

  private Readings() {}

  static void write(Path file, int count) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int i = 0; i < count; i++) {
        int turbine = i / 3 % 12 + 1;
        Instant time = Instant.ofEpochSecond(1_780_272_000L + i / 36 * 10 % 86_400);
        String line =
            "{\"id\":\"wt-%02d-%c-%d\",\"turbine\":\"wt-%02d\",\"type\":\"%s\",\"data\":%d.%02d,\"timestamp\":\"%s\"}\n"
                .formatted(
                    turbine,
                    SENSORS[i % 3].charAt(0),
                    i,
                    turbine,
                    SENSORS[i % 3],
                    random.nextInt(20, 80),
                    random.nextInt(100),
                    time);
        out.write(line.getBytes(UTF_8));
      }
    }
  }

  static Pipeline pipeline() {
    List<TrustedTable.Column> columns =
        List.of(
            column("reading_id", FieldType.STRING, "id"),
            column("turbine", FieldType.STRING, "turbine"),
            column("sensor", FieldType.STRING, "type"),
            column("reading", FieldType.DOUBLE, "data"),
            column("event_time", FieldType.TIMESTAMP, "timestamp"));
    List<PartitionField> day =
        List.of(PartitionField.YEAR, PartitionField.MONTH, PartitionField.DAY);
    return Pipeline.streaming(
        "windfarm",
        source(),
        stream(columns, day),
        List.of(
            new TrustedTable(
                "readings",
                columns,
                "reading_id",
                List.of("event_time", "turbine", "sensor"),
                day)),
        List.of());
  }

  private static StreamSpec stream(
      List<TrustedTable.Column> columns, List<PartitionField> partition) {
    List<Field> fields =
        columns.stream().map(column -> new Field(column.from(), column.type(), true)).toList();
    return new StreamSpec(
        new RecordSpec("id", "timestamp", "turbine", new Schema(fields)),
        List.of(),
        new RawLayout(
            "raw/windfarm",
            partition,
            RawLayout.Style.HIVE,
            Optional.empty(),
            Duration.ofMinutes(10)));
  }

  private static SimulatorSource source() {
    return new SimulatorSource(
        Duration.ofSeconds(10),
        42,
        new SimulatorSource.Devices("turbine", "wt-%02d", 12),
        "type",
        "data",
        SimulatorSource.Model.of(List.of(new SimulatorSource.Metric("temperature", 23, 4, 0.4, 2))),
        new SimulatorSource.Anomalies(0, List.of()));
  }

  private static TrustedTable.Column column(String name, FieldType type, String from) {
    return new TrustedTable.Column(name, type, from, true, "");
  }
}
