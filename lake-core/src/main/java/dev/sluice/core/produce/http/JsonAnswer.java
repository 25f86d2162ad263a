package dev.sluice.core.produce.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer in JSON, read in one pass: only what is pointed at becomes a tree. */
final class JsonAnswer {
  private final ObjectMapper mapper;
  private final byte[] body;

  JsonAnswer(ObjectMapper mapper, byte[] body) {
    this.mapper = mapper;
    this.body = body;
  }

  /**
   * The elements of the array at that place, or the one value that is there; empty if there is
   * nothing.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException if the answer isn't JSON
   */
  Optional<List<JsonNode>> items(String pointer) throws IOException {
    try (JsonParser json = mapper.createParser(body)) {
      Optional<List<JsonNode>> items = Optional.empty();
      if (seek(json, JsonPointer.compile(pointer)) && !json.hasToken(JsonToken.VALUE_NULL)) {
        items = Optional.of(read(json));
      }
      while (json.nextToken() != null) {
        json.skipChildren();
      }
      return items;
    }
  }

  private List<JsonNode> read(JsonParser json) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    if (!json.hasToken(JsonToken.START_ARRAY)) {
      items.add(mapper.readTree(json));
      return items;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(mapper.readTree(json));
    }
    return items;
  }

  /** The whole number at that place. */
  Optional<Integer> whole(String pointer) throws IOException {
    try (JsonParser json = mapper.createParser(body)) {
      boolean found = seek(json, JsonPointer.compile(pointer));
      return found && json.hasToken(JsonToken.VALUE_NUMBER_INT)
          ? Optional.of(json.getIntValue())
          : Optional.empty();
    }
  }

  private static boolean seek(JsonParser json, JsonPointer pointer) throws IOException {
    JsonPointer rest = pointer;
    json.nextToken();
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
