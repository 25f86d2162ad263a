package dev.sluice.core.produce.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.produce.RecordBuffer;
import dev.sluice.core.produce.RecordJson;
import dev.sluice.core.produce.TypedCell;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.record.JsonLimits;
import dev.sluice.core.record.RecordScan;
import dev.sluice.core.record.RecordScanner;
import dev.sluice.core.record.UnreadTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Items as records of the stream, checked against its schema. Not thread-safe. */
public final class RecordItems implements ItemWriter {
  private final Items items;
  private final List<HttpSource.Lookup> lookups;
  private final boolean isText;
  private final RecordSpec record;
  private final ObjectMapper mapper;
  private final RecordScanner scanner;
  private final RecordBuffer buffer;
  private final RecordJson shape;

  /** Items of an API. */
  public RecordItems(HttpSource source, RecordSpec record, ObjectMapper mapper) throws IOException {
    this(source.items(), source.lookups(), record, mapper, false);
  }

  /**
   * Items of a source that has no lookups.
   *
   * @param isText whether the items' values are texts, to be read as the fields' types
   */
  public RecordItems(Items items, RecordSpec record, ObjectMapper mapper, boolean isText)
      throws IOException {
    this(items, List.of(), record, mapper, isText);
  }

  private RecordItems(
      Items items,
      List<HttpSource.Lookup> lookups,
      RecordSpec record,
      ObjectMapper mapper,
      boolean isText)
      throws IOException {
    this.items = items;
    this.lookups = lookups;
    this.isText = isText;
    this.record = record;
    this.mapper = mapper;
    this.scanner = new RecordScanner(record);
    this.buffer = new RecordBuffer();
    this.shape = new RecordJson(record.schema());
  }

  /** Reads JSON. Numbers stay as they are written: 1.10 has a digit more than 1.1. */
  public static ObjectMapper mapper() {
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(new JsonLimits()).build())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  @Override
  public Entry entry(
      JsonNode item, Map<String, String> variables, Map<String, Map<String, String>> names)
      throws UnfitItemException, IOException {
    String key = "";
    List<Object> values = new ArrayList<>();
    for (Field field : record.schema().fields()) {
      String template = items.assign().get(field.name());
      String text = template == null ? "" : ItemWriter.text(template, item, variables);
      JsonNode value = template == null ? value(field.name(), item, names) : null;
      boolean isThere = value != null && !value.isMissingNode() && !value.isNull();
      values.add(value == null ? text : isThere ? value : null);
      if (field.name().equals(record.keyField())) {
        key = isThere ? value.asText() : text;
      }
    }
    JsonGenerator json = buffer.json();
    shape.write(json, values, (field, value) -> write(json, field, value));
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

  /** Writes a node of the item, or a text that was assigned. */
  private void write(JsonGenerator json, int field, Object value) throws IOException {
    FieldType type = record.schema().fields().get(field).type();
    if (value instanceof JsonNode node && !isText) {
      writeNode(json, type, node);
    } else {
      writeText(json, type, value instanceof JsonNode node ? node.asText() : (String) value);
    }
  }

  private JsonNode value(String name, JsonNode item, Map<String, Map<String, String>> names) {
    for (HttpSource.Lookup lookup : lookups) {
      if (lookup.field().equals(name)) {
        List<String> found = ItemWriter.names(item.at(lookup.from()), names.get(name));
        return mapper.getNodeFactory().textNode(String.join(", ", found));
      }
    }
    String pointer = items.fields().get(name);
    return pointer == null ? mapper.missingNode() : item.at(pointer);
  }

  /** A text that is no value of the type is written as it is, for the schema's check to find. */
  private static void writeText(JsonGenerator json, FieldType type, String text)
      throws IOException {
    try {
      TypedCell.write(json, TypedCell.valueOf(type, text));
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
