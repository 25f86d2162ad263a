package dev.sluice.core.produce.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.produce.Label;
import dev.sluice.core.produce.RecordBuffer;
import dev.sluice.core.produce.RecordJson;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Simulated sensors. Values and anomalies of a tick are a function of seed, device, metric and the
 * tick's time, so any tick can be asked for again, in any order.
 *
 * <p>A record has the schema's fields in their order: the id {@code DEVICE-METRIC-TIME}, the
 * device, the metric, the reading with all its decimals, and the tick's time in ISO 8601. An
 * optional field that is none of these is left out. Not thread-safe.
 */
public final class Simulator implements TickSource {
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final SimulatorSource source;
  private final RecordSpec record;
  private final List<Sensor> sensors = new ArrayList<>();
  private final AnomalyPlan plan;
  private final RecordBuffer buffer;
  private final RecordJson shape;
  private final long everyMillis;

  public Simulator(SimulatorSource source, RecordSpec record) throws IOException {
    this.source = source;
    this.record = record;
    this.everyMillis = source.every().toMillis();
    this.plan = new AnomalyPlan(source.anomalies(), everyMillis);
    this.buffer = new RecordBuffer();
    this.shape = new RecordJson(record.schema());
    requireFillableFields();
    SensorRack rack = new SensorRack(source, plan);
    for (int device = 0; device < source.devices().count(); device++) {
      sensors.addAll(rack.of(source.devices().name(device)));
    }
  }

  private void requireFillableFields() {
    Set<String> filled = source.given(record);
    source
        .missingInId(record)
        .ifPresent(
            field -> {
              throw new IllegalArgumentException(
                  "Records of a tick have the same id without the field '%s'".formatted(field));
            });
    for (Field field : record.schema().fields()) {
      if (field.required() && !filled.contains(field.name())) {
        throw new IllegalArgumentException(
            "The simulator has nothing for the required field '%s', only for %s"
                .formatted(field.name(), filled));
      }
    }
    if (!filled.contains(record.keyField()) || record.keyField().equals(source.valueField())) {
      throw new IllegalArgumentException(
          "The key must be the id, the time, the device or the metric, not the field '%s'"
              .formatted(record.keyField()));
    }
  }

  @Override
  public TickOutput output(Tick tick) throws IOException {
    long number = plan.tickNumber(tick.time().toEpochMilli());
    String stamp = stamp(tick.time());
    List<Entry> entries = new ArrayList<>(sensors.size());
    List<Label> labels = new ArrayList<>();
    for (Sensor sensor : sensors) {
      Optional<Anomaly> anomaly = sensor.anomalyAt(number);
      if (anomaly.isPresent() && (anomaly.get().first() == number || tick.index() == 0)) {
        labels.add(label(sensor, anomaly.get()));
      }
      OptionalLong reading = sensor.reading(number, anomaly);
      if (reading.isPresent()) {
        entries.add(entry(sensor, reading.getAsLong(), tick.time(), stamp));
      }
    }
    return new TickOutput(entries, labels, List.of());
  }

  private Label label(Sensor sensor, Anomaly anomaly) {
    return new Label(
        sensor.device(),
        sensor.metric().name(),
        anomaly.kind(),
        Instant.ofEpochMilli(anomaly.first() * everyMillis),
        Instant.ofEpochMilli(anomaly.last() * everyMillis));
  }

  private Entry entry(Sensor sensor, long reading, Instant time, String stamp) throws IOException {
    String id = sensor.device() + '-' + sensor.metric().name() + '-' + stamp;
    String key = "";
    List<String> texts = new ArrayList<>();
    List<Field> fields = record.schema().fields();
    for (Field field : fields) {
      boolean isReading = field.name().equals(source.valueField());
      String text = isReading ? "" : text(field, sensor, time, id);
      texts.add(text);
      key = field.name().equals(record.keyField()) ? text : key;
    }
    JsonGenerator json = buffer.json();
    shape.write(
        json,
        texts,
        (index, text) -> {
          Field field = fields.get(index);
          if (field.name().equals(source.valueField())) {
            writeReading(json, field.type(), reading, sensor.metric().decimals());
          } else {
            json.writeString((String) text);
          }
        });
    return new Entry(key, buffer.take());
  }

  private String text(Field field, Sensor sensor, Instant time, String id) {
    String name = field.name();
    if (record.id().isOne() && record.id().needs(name)) {
      return id;
    }
    if (name.equals(source.devices().field())) {
      return sensor.device();
    }
    if (name.equals(source.metricField())) {
      return sensor.metric().name();
    }
    if (!name.equals(record.timeField())) {
      return null;
    }
    return field.type() == FieldType.DATE
        ? LocalDate.ofInstant(time, ZoneOffset.UTC).toString()
        : time.toString();
  }

  private static void writeReading(JsonGenerator json, FieldType type, long reading, int decimals)
      throws IOException {
    if (type.isWhole()) {
      json.writeNumber(Math.round(BigDecimal.valueOf(reading, decimals).doubleValue()));
      return;
    }
    // At least one decimal: a crawler takes 1 for an integer and 1.5 for a number.
    BigDecimal number = BigDecimal.valueOf(reading, decimals).setScale(Math.max(1, decimals));
    json.writeNumber(number.toPlainString());
  }

  private static String stamp(Instant time) {
    long millis = time.toEpochMilli() % 1_000;
    return COMPACT.format(time) + (millis == 0 ? "Z" : ".%03dZ".formatted(millis));
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
