package dev.sluice.core.produce.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.produce.RecordBuffer;
import dev.sluice.core.produce.RecordJson;
import dev.sluice.core.produce.TypedCell;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.TimeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes records of a file's rows. */
final class RowReader {
  /** A schema field and where its value comes from. */
  private record Binding(Field field, boolean needed, Optional<CellTemplate> template) {}

  /** Why a row is no record. */
  static final class UnreadableRowException extends Exception {
    UnreadableRowException(String reason) {
      super(reason);
    }
  }

  private final ReplaySource source;
  private final RecordSpec record;
  private final List<Binding> bindings = new ArrayList<>();
  private final TimeReader times;
  private final RecordBuffer buffer;
  private final RecordJson shape;

  RowReader(ReplaySource source, RecordSpec record, List<String> header) throws IOException {
    this.source = source;
    this.record = record;
    this.times = new TimeReader(record.timeFormat());
    this.buffer = new RecordBuffer();
    this.shape = new RecordJson(record.schema());
    for (Field field : record.schema().fields()) {
      bind(field, header);
    }
  }

  private void bind(Field field, List<String> header) {
    String name = field.name();
    boolean needed = field.required() || record.id().needs(name) || name.equals(record.keyField());
    String template = source.assign().get(name);
    Optional<CellTemplate> from =
        template != null
            ? Optional.of(CellTemplate.of(template, header))
            : header.contains(name)
                ? Optional.of(CellTemplate.column(name, header))
                : Optional.empty();
    bindings.add(new Binding(field, needed, from));
    if (needed && from.isEmpty()) {
      throw new IllegalArgumentException(
          "Neither a column of %s %s nor 'assign' gives the field '%s'"
              .formatted(source.file(), header, name));
    }
  }

  /**
   * The record of the row that the reader is at.
   *
   * @param number of the row, from 1 on
   * @param tick what is known of the tick that sends it
   */
  Entry read(CsvReader csv, long number, Map<String, String> tick)
      throws UnreadableRowException, IOException {
    if (!csv.flaw().isEmpty()) {
      throw new UnreadableRowException(csv.flaw());
    }
    List<Object> values = new ArrayList<>(bindings.size());
    String key = "";
    for (Binding binding : bindings) {
      String text =
          binding.template().isPresent() ? binding.template().get().fill(csv, number, tick) : null;
      values.add(value(binding, text));
      if (binding.field().name().equals(record.keyField())) {
        key = text;
      }
    }
    return new Entry(key, write(values));
  }

  private Object value(Binding binding, String text) throws UnreadableRowException {
    Field field = binding.field();
    if (text == null) {
      if (binding.needed()) {
        throw new UnreadableRowException("'%s' is null".formatted(field.name()));
      }
      return null;
    }
    try {
      return isOwnFormat(field) ? time(text) : TypedCell.valueOf(field.type(), text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRowException(
          "'%s' is not of type %s: '%s'".formatted(field.name(), typeName(field), text));
    }
  }

  private boolean isOwnFormat(Field field) {
    return field.name().equals(record.timeField())
        && record.timeFormat().form() != TimeFormat.Form.USUAL;
  }

  private String time(String text) {
    if (times.millis(text.toCharArray(), 0, text.length()) == EventTime.UNPARSABLE) {
      throw new IllegalArgumentException("not written as record.timeFormat says");
    }
    return text;
  }

  private static String typeName(Field field) {
    return field.type().name().toLowerCase(java.util.Locale.ROOT);
  }

  private byte[] write(List<Object> values) throws IOException {
    JsonGenerator json = buffer.json();
    shape.write(json, values, (field, value) -> TypedCell.write(json, value));
    return buffer.take();
  }
}
