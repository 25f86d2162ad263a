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
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    JsonToken token = parser.nextToken();
    while (token == JsonToken.FIELD_NAME) {
      Integer slot = layout.find(parser.currentName());
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        value = skip();
        if (slot != null) {
          slots.setAbsent(slot);
        }
      } else if (slot != null) {
        fill(value, slot, slots);
      }
      token = value == JsonToken.NOT_AVAILABLE ? value : parser.nextToken();
    }
    return token == JsonToken.END_OBJECT;
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
