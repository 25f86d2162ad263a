package dev.sluice.core.produce.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.produce.RecordBuffer;
import dev.sluice.core.produce.TypedCell;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.record.RecordScan;
import dev.sluice.core.record.RecordScanner;
import dev.sluice.core.record.UnreadTime;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Items as records of the stream, checked against its schema. Not thread-safe. */
final class RecordItems implements ItemWriter {
  private final HttpSource source;
  private final RecordSpec record;
  private final ObjectMapper mapper;
  private final RecordScanner scanner;
  private final RecordBuffer buffer;

  RecordItems(HttpSource source, RecordSpec record, ObjectMapper mapper) throws IOException {
    this.source = source;
    this.record = record;
    this.mapper = mapper;
    this.scanner = new RecordScanner(record);
    this.buffer = new RecordBuffer();
  }

  @Override
  public Entry entry(
      JsonNode item, Map<String, String> variables, Map<String, Map<String, String>> names)
      throws UnfitItemException, IOException {
    String key = "";
    JsonGenerator json = buffer.json();
    json.writeStartObject();
    for (Field field : record.schema().fields()) {
      String text = write(json, field, item, variables, names);
      key = field.name().equals(record.keyField()) ? text : key;
    }
    json.writeEndObject();
    byte[] data = buffer.take();
    RecordScan scan = scanner.scan(data, 0, data.length);
    if (!scan.isValid()) {
      throw new UnfitItemException(scan.rejection());
    }
    if (scan.time() == RecordScan.Time.UNPARSABLE) {
      throw new UnfitItemException(UnreadTime.told(record, scan.unreadTime()));
    }
    return new Entry(key, data);
  }

  /** Writes a field, if there is a value, and returns it as a text. */
  private String write(
      JsonGenerator json,
      Field field,
      JsonNode item,
      Map<String, String> variables,
      Map<String, Map<String, String>> names)
      throws IOException {
    String name = field.name();
    String template = source.items().assign().get(name);
    if (template != null) {
      String text = ItemWriter.text(template, item, variables);
      writeText(json, field, text);
      return text;
    }
    JsonNode value = value(name, item, names);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    json.writeFieldName(name);
    writeNode(json, field.type(), value);
    return value.asText();
  }

  private JsonNode value(String name, JsonNode item, Map<String, Map<String, String>> names) {
    for (HttpSource.Lookup lookup : source.lookups()) {
      if (lookup.field().equals(name)) {
        List<String> found = ItemWriter.names(item.at(lookup.from()), names.get(name));
        return mapper.getNodeFactory().textNode(String.join(", ", found));
      }
    }
    String pointer = source.items().fields().get(name);
    return pointer == null ? mapper.missingNode() : item.at(pointer);
  }

  /** A text that is no value of the type is written as it is, for the schema's check to find. */
  private static void writeText(JsonGenerator json, Field field, String text) throws IOException {
    if (text == null) {
      return;
    }
    json.writeFieldName(field.name());
    try {
      TypedCell.write(json, TypedCell.valueOf(field.type(), text));
    } catch (IllegalArgumentException e) {
      json.writeString(text);
    }
  }

  private void writeNode(JsonGenerator json, FieldType type, JsonNode value) throws IOException {
    boolean decimal = type == FieldType.DOUBLE || type == FieldType.FLOAT;
    if (decimal && value.isIntegralNumber()) {
      // A crawler takes 1 for an integer and 1.5 for a number.
      json.writeNumber(value.asText() + ".0");
    } else {
      json.writeRawValue(mapper.writeValueAsString(value));
    }
  }
}
