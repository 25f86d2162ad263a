package dev.sluice.core.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Fills the slots from a record's JSON in one pass; what no rule needs is passed over.
 *
 * <p>All records go through one non-blocking parser, each as a value of its own, because a parser
 * for each record would be most of what is allocated. After a record that is no JSON the parser is
 * of no use and replaced. For one thread.
 */
public final class SlotReader {
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final SlotLayout layout;
  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(new JsonLimits())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();
  private JsonParser parser;

  public SlotReader(SlotLayout layout) {
    this.layout = layout;
    parser = newParser();
  }

  /**
   * Reads one record.
   *
   * @return false if the bytes are not exactly one JSON object; the slots are of no use then
   */
  public boolean read(byte[] data, int offset, int length, Slots slots) {
    slots.clear();
    boolean sound;
    try {
      feed(data, offset, length);
      sound = readObject(slots) && isBetweenRecords();
    } catch (IOException malformed) {
      sound = false;
    }
    if (!sound) {
      parser = newParser();
    }
    return sound;
  }

  private void feed(byte[] data, int offset, int length) throws IOException {
    ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(data, offset, offset + length);
  }

  /**
   * Whether nothing but space came after the object. The beginning of a value ({@code {"a":1} tru})
   * would be waiting for its rest and swallow the next record; an empty object brings it to light.
   */
  private boolean isBetweenRecords() throws IOException {
    if (parser.nextToken() != JsonToken.NOT_AVAILABLE) {
      return false;
    }
    feed(EMPTY_OBJECT, 0, EMPTY_OBJECT.length);
    return parser.nextToken() == JsonToken.START_OBJECT
        && parser.nextToken() == JsonToken.END_OBJECT
        && parser.nextToken() == JsonToken.NOT_AVAILABLE;
  }

  private boolean readObject(Slots slots) throws IOException {
    return parser.nextToken() == JsonToken.START_OBJECT
        && readFields(layout.places(), slots) == JsonToken.END_OBJECT;
  }

  /** Reads an object up to its last token, or to the end of what there is. */
  private JsonToken readFields(PathTree<Integer> object, Slots slots) throws IOException {
    JsonToken token = parser.nextToken();
    while (token == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Integer slot = object.wanted(name);
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        value = readStructure(value, slot, object.holder(name), slots);
      } else if (slot != null) {
        fill(value, slot, slots);
      } else if (!object.isFlat()) {
        forget(object.holder(name), slots);
      }
      token = value == JsonToken.NOT_AVAILABLE ? value : parser.nextToken();
    }
    return token;
  }

  private JsonToken readItems(PathTree<Integer> array, Slots slots) throws IOException {
    JsonToken value = parser.nextToken();
    for (int index = 0; value != JsonToken.END_ARRAY && value != JsonToken.NOT_AVAILABLE; index++) {
      String name = array.item(index);
      Integer slot = array.wanted(name);
      if (value.isStructStart()) {
        value = readStructure(value, slot, array.holder(name), slots);
      } else if (slot != null) {
        fill(value, slot, slots);
      }
      value = value == JsonToken.NOT_AVAILABLE ? value : parser.nextToken();
    }
    return value;
  }

  /**
   * Reads an object or array up to its last token. Of a field that comes twice, the last counts.
   */
  private JsonToken readStructure(
      JsonToken start, Integer slot, PathTree<Integer> holder, Slots slots) throws IOException {
    if (slot != null) {
      slots.setAbsent(slot);
    }
    if (holder == null) {
      return skip();
    }
    forget(holder, slots);
    return start == JsonToken.START_OBJECT ? readFields(holder, slots) : readItems(holder, slots);
  }

  /** What holds fields comes once more, without them so far. */
  private static void forget(PathTree<Integer> holder, Slots slots) {
    for (int i = 0; holder != null && i < holder.within().size(); i++) {
      slots.setAbsent(holder.within().get(i));
    }
  }

  private JsonToken skip() throws IOException {
    int depth = 1;
    JsonToken token = JsonToken.START_OBJECT;
    while (depth > 0 && token != JsonToken.NOT_AVAILABLE) {
      token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
    return token;
  }

  private void fill(JsonToken value, int slot, Slots slots) throws IOException {
    if (value.isNumeric()) {
      double number = parser.getDoubleValue();
      slots.setNumber(
          slot, number, parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else if (value == JsonToken.VALUE_STRING || value.isBoolean()) {
      slots.setText(
          slot, parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else {
      slots.setAbsent(slot);
    }
  }

  private JsonParser newParser() {
    try {
      return json.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new UncheckedIOException("A parser without input can be made", e);
    }
  }
}
