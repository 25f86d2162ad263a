package dev.sluice.local.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.alert.RuleReplay;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.produce.RecordJson;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Makes records of rows again, for the rules, instead of a file. */
final class HistoryWriter implements TableWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<Field> fields;
  private final RecordJson shape;
  private final int time;
  private final int key;
  private final Period period;
  private final RuleReplay replay;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  HistoryWriter(RecordSpec record, Period period, RuleReplay replay) {
    fields = record.schema().fields();
    shape = new RecordJson(record.schema());
    List<String> names = fields.stream().map(Field::name).toList();
    time = names.indexOf(record.timeField());
    key = names.indexOf(record.keyField());
    this.period = period;
    this.replay = replay;
  }

  @Override
  public RowFile create(TrustedTable table, Path file) throws IOException {
    Files.write(file, new byte[0]);
    return new RowFile() {
      @Override
      public void write(Row row) throws IOException {
        take(row);
      }

      @Override
      public void close() {}
    };
  }

  private void take(Row row) throws IOException {
    long millis = millis(row);
    if (period.contains(millis)) {
      replay.take(text(row, key), millis, json(row));
    }
  }

  private long millis(Row row) {
    return fields.get(time).type() == FieldType.DATE
        ? LocalDate.ofEpochDay(row.intValue(time))
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .toEpochMilli()
        : row.longValue(time);
  }

  private byte[] json(Row row) throws IOException {
    bytes.reset();
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < fields.size(); column++) {
      columns.add(row.isNull(column) ? null : column);
    }
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      shape.write(json, columns, (column, any) -> write(json, row, column));
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json, Row row, int column) throws IOException {
    switch (fields.get(column).type()) {
      case INT -> json.writeNumber(row.intValue(column));
      case LONG -> json.writeNumber(row.longValue(column));
      case FLOAT -> json.writeNumber(row.floatValue(column));
      case DOUBLE -> json.writeNumber(row.doubleValue(column));
      case BOOLEAN -> json.writeBoolean(row.booleanValue(column));
      default -> json.writeString(text(row, column));
    }
  }

  private String text(Row row, int column) {
    return switch (fields.get(column).type()) {
      case STRING ->
          new String(
              row.bytes(), row.textOffset(column), row.textLength(column), StandardCharsets.UTF_8);
      case DATE -> LocalDate.ofEpochDay(row.intValue(column)).toString();
      case TIMESTAMP -> Instant.ofEpochMilli(row.longValue(column)).toString();
      case INT -> Integer.toString(row.intValue(column));
      case LONG -> Long.toString(row.longValue(column));
      case FLOAT -> Float.toString(row.floatValue(column));
      case DOUBLE -> Double.toString(row.doubleValue(column));
      case BOOLEAN -> Boolean.toString(row.booleanValue(column));
    };
  }
}
