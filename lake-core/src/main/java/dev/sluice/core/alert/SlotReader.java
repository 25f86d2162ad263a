package dev.sluice.core.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** Fills the slots from a record's JSON in one pass; what no rule needs is passed over. */
final class SlotReader {
  private final SlotLayout layout;
  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  SlotReader(SlotLayout layout) {
    this.layout = layout;
  }

  /**
   * Reads one record.
   *
   * @return false if the bytes are not exactly one JSON object; the slots are of no use then
   */
  boolean read(byte[] data, int offset, int length, Slots slots) {
    slots.clear();
    try (JsonParser parser = json.createParser(data, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        Integer slot = layout.find(name);
        if (slot != null) {
          fill(parser, value, slot, slots);
        }
        parser.skipChildren();
      }
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException malformed) {
      return false;
    }
  }

  private static void fill(JsonParser parser, JsonToken value, int slot, Slots slots)
      throws IOException {
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
}
