package dev.sluice.core.produce;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Writes records as JSON, each field where it lies by its pointer. Fields are written in the
 * schema's order, those of one object together. What would hold no value is left out, but items of
 * an array before one that is there are null.
 */
public final class RecordJson {
  /** The greatest place for which an array is made; an object holds any. */
  private static final int MOST_ITEMS = 100;

  private final Place record = new Place();

  /** Writes a field's value. */
  public interface ValueWriter {
    /** Writes the value of the field at that place in the schema. */
    void write(int field, Object value) throws IOException;
  }

  /** What is written. */
  private record Values(JsonGenerator json, List<?> byField, ValueWriter writer) {
    boolean has(int field) {
      return byField.get(field) != null;
    }
  }

  /** A field, or what holds some. */
  private static final class Place {
    final Map<String, Place> children = new LinkedHashMap<>();
    int field = -1;

    /** The places of an array; empty: it is an object. */
    Place[] items = {};

    boolean has(Values values) {
      return field >= 0
          ? values.has(field)
          : children.values().stream().anyMatch(child -> child.has(values));
    }

    void findItems() {
      children.values().forEach(Place::findItems);
      int most = -1;
      for (String name : children.keySet()) {
        OptionalInt index = FieldPath.index(name);
        if (index.isEmpty() || index.getAsInt() >= MOST_ITEMS) {
          return;
        }
        most = Math.max(most, index.getAsInt());
      }
      items = new Place[most + 1];
      children.forEach((name, child) -> items[Integer.parseInt(name)] = child);
    }
  }

  public RecordJson(Schema schema) {
    for (int field = 0; field < schema.fields().size(); field++) {
      Place place = record;
      for (String name : schema.fields().get(field).path()) {
        place = place.children.computeIfAbsent(name, any -> new Place());
      }
      place.field = field;
    }
    record.children.values().forEach(Place::findItems);
  }

  /**
   * Writes one record.
   *
   * @param values in the schema's order; null: the record has none
   */
  public void write(JsonGenerator json, List<?> values, ValueWriter writer) throws IOException {
    writeObject(record, new Values(json, values, writer));
  }

  private static void writeObject(Place object, Values values) throws IOException {
    values.json.writeStartObject();
    for (Map.Entry<String, Place> child : object.children.entrySet()) {
      if (child.getValue().has(values)) {
        values.json.writeFieldName(child.getKey());
        writeValue(child.getValue(), values);
      }
    }
    values.json.writeEndObject();
  }

  private static void writeArray(Place array, Values values) throws IOException {
    values.json.writeStartArray();
    int last = array.items.length - 1;
    while (!isThere(array.items[last], values)) {
      last--;
    }
    for (int index = 0; index <= last; index++) {
      if (isThere(array.items[index], values)) {
        writeValue(array.items[index], values);
      } else {
        values.json.writeNull();
      }
    }
    values.json.writeEndArray();
  }

  private static boolean isThere(Place item, Values values) {
    return item != null && item.has(values);
  }

  private static void writeValue(Place place, Values values) throws IOException {
    if (place.field >= 0) {
      values.writer.write(place.field, values.byField.get(place.field));
    } else if (place.items.length > 0) {
      writeArray(place, values);
    } else {
      writeObject(place, values);
    }
  }
}
