package dev.sluice.core.produce.http.answer;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** An answer in JSON, read in one pass: only what is pointed at becomes a tree. */
public final class JsonAnswer {
  private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);

  private final ObjectMapper mapper;
  private final byte[] body;
  private int end;

  public JsonAnswer(ObjectMapper mapper, byte[] body) {
    this.mapper = mapper;
    this.body = body;
  }

  /**
   * Takes the elements of the array at that place, or the one value that is there, of each JSON
   * value of the answer: there may be several.
   *
   * @param items takes them; it has those before a flaw, too
   * @return whether there is anything at that place
   * @throws com.fasterxml.jackson.core.JsonProcessingException if the answer isn't JSON
   */
  public boolean items(String pointer, List<JsonNode> items) throws IOException {
    JsonPointer place = JsonPointer.compile(pointer);
    boolean isFound = false;
    try (JsonParser json = mapper.createParser(body)) {
      while (json.nextToken() != null) {
        if (seek(json, place) && !json.hasToken(JsonToken.VALUE_NULL)) {
          isFound = true;
          read(json, items);
        }
        leave(json);
      }
    } catch (NumberFormatException e) {
      throw new JsonParseException(null, "a number's exponent has more than 10 digits", e);
    } catch (CharConversionException e) {
      throw new JsonParseException(null, e.getMessage(), e);
    }
    return isFound;
  }

  private void read(JsonParser json, List<JsonNode> items) throws IOException {
    if (!json.hasToken(JsonToken.START_ARRAY)) {
      take(json, items);
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      take(json, items);
    }
  }

  private void take(JsonParser json, List<JsonNode> items) throws IOException {
    items.add(mapper.readTree(json));
    end = Math.max(end, (int) json.currentLocation().getByteOffset());
  }

  /** Where the last item ends in the answer, in bytes. */
  public int end() {
    return end;
  }

  /** To the end of the value that is being read. */
  private static void leave(JsonParser json) throws IOException {
    while (!json.getParsingContext().inRoot()) {
      json.nextToken();
      json.skipChildren();
    }
  }

  /** The whole number at that place. */
  public Optional<Integer> whole(String pointer) throws IOException {
    try (JsonParser json = mapper.createParser(body)) {
      boolean found = json.nextToken() != null && seek(json, JsonPointer.compile(pointer));
      return found && json.hasToken(JsonToken.VALUE_NUMBER_INT)
          ? Optional.of(json.getBigIntegerValue().min(MOST).intValue())
          : Optional.empty();
    }
  }

  private static boolean seek(JsonParser json, JsonPointer pointer) throws IOException {
    JsonPointer rest = pointer;
    while (!rest.matches()) {
      if (!step(json, rest)) {
        return false;
      }
      rest = rest.tail();
    }
    return json.currentToken() != null;
  }

  private static boolean step(JsonParser json, JsonPointer rest) throws IOException {
    if (json.hasToken(JsonToken.START_OBJECT)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean here = json.currentName().equals(rest.getMatchingProperty());
        json.nextToken();
        if (here) {
          return true;
        }
        json.skipChildren();
      }
    } else if (json.hasToken(JsonToken.START_ARRAY)) {
      for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
        if (i == rest.getMatchingIndex()) {
          return true;
        }
        json.skipChildren();
      }
    }
    return false;
  }
}
