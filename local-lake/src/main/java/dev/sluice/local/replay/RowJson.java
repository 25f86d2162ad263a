package dev.sluice.local.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.trusted.rows.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Rows of a table as JSON objects, without what is null. */
public final class RowJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<String> names;
  private final List<FieldType> types;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * With a row's columns.
   *
   * @param names of its columns; null: one that is left out
   * @param types of its columns
   */
  public RowJson(List<String> names, List<FieldType> types) {
    this.names = Collections.unmodifiableList(names);
    this.types = List.copyOf(types);
  }

  /** A row's object. */
  public byte[] bytes(Row row) throws IOException {
    bytes.reset();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (int column = 0; column < types.size(); column++) {
        if (names.get(column) != null && !row.isNull(column)) {
          json.writeFieldName(names.get(column));
          write(json, row, column);
        }
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Writes a value that is not null. */
  void write(JsonGenerator json, Row row, int column) throws IOException {
    switch (types.get(column)) {
      case INT -> json.writeNumber(row.intValue(column));
      case LONG -> json.writeNumber(row.longValue(column));
      case FLOAT -> json.writeNumber(row.floatValue(column));
      case DOUBLE -> json.writeNumber(row.doubleValue(column));
      case BOOLEAN -> json.writeBoolean(row.booleanValue(column));
      default -> json.writeString(text(row, column));
    }
  }

  /** A value that is not null. */
  public String text(Row row, int column) {
    return switch (types.get(column)) {
      case STRING ->
          new String(
              row.bytes(), row.textOffset(column), row.textLength(column), StandardCharsets.UTF_8);
      case DATE -> LocalDate.ofEpochDay(row.intValue(column)).toString();
      case TIMESTAMP, TIMESTAMP_MICROS -> row.instantValue(column).toString();
      case DECIMAL -> row.decimalValue(column).toPlainString();
      case BINARY -> base64(row, column);
      case INT -> Integer.toString(row.intValue(column));
      case LONG -> Long.toString(row.longValue(column));
      case FLOAT -> Float.toString(row.floatValue(column));
      case DOUBLE -> Double.toString(row.doubleValue(column));
      case BOOLEAN -> Boolean.toString(row.booleanValue(column));
    };
  }

  private static String base64(Row row, int column) {
    int from = row.textOffset(column);
    byte[] content = Arrays.copyOfRange(row.bytes(), from, from + row.textLength(column));
    return Base64.getEncoder().encodeToString(content);
  }
}
