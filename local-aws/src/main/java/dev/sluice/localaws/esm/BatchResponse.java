package dev.sluice.localaws.esm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a function answered about a batch. A window's state is up to 1 MB that comes and goes with
 * each batch, so it is cut out of the answer and not made a tree.
 *
 * @param failures its {@code batchItemFailures}; missing if it has none
 * @param state its {@code state} as it was written
 */
record BatchResponse(JsonNode failures, Optional<String> state) {
  /** A state's names are thousands, and passed over. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build());

  static BatchResponse of(byte[] payload) throws IOException {
    JsonNode failures = MissingNode.getInstance();
    Optional<String> state = Optional.empty();
    try (JsonParser parser = JSON.getFactory().createParser(payload)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          if (name.equals("state")) {
            state = Optional.of(text(parser, payload));
          } else if (name.equals("batchItemFailures")) {
            failures = JSON.readTree(parser);
          } else {
            parser.skipChildren();
          }
        }
      } else {
        parser.skipChildren();
      }
      parser.nextToken(); // what follows is not JSON either
    }
    return new BatchResponse(failures, state);
  }

  private static String text(JsonParser parser, byte[] payload) throws IOException {
    if (!parser.currentToken().isStructStart()) {
      return JSON.readTree(parser).toString();
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getByteOffset();
    return new String(payload, from, to - from, StandardCharsets.UTF_8);
  }
}
