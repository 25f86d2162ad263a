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
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final RowJson rows;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  HistoryWriter(RecordSpec record, Period period, RuleReplay replay) {
    fields = record.schema().fields();
    shape = new RecordJson(record.schema());
    List<String> names = fields.stream().map(Field::name).toList();
    time = names.indexOf(record.timeField());
    key = names.indexOf(record.keyField());
    this.period = period;
    this.replay = replay;
    rows = new RowJson(names, fields.stream().map(Field::type).toList());
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
      replay.take(rows.text(row, key), millis, json(row));
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
      shape.write(json, columns, (column, any) -> rows.write(json, row, column));
    }
    return bytes.toByteArray();
  }
}
