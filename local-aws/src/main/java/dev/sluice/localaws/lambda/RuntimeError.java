package dev.sluice.localaws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An error in the form of the Runtime API: {@code errorType}, {@code errorMessage}, trace. */
record RuntimeError(String type, String message, byte[] payload) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RuntimeError of(String type, String message) {
    JsonNode tree =
        JsonNodeFactory.instance.objectNode().put("errorType", type).put("errorMessage", message);
    return new RuntimeError(type, message, tree.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What a function posted; anything that is not such an object counts as its message. */
  static RuntimeError read(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree != null && tree.isObject()) {
        String type = tree.path("errorType").asText("Unhandled");
        return new RuntimeError(type, tree.path("errorMessage").asText(""), body);
      }
    } catch (IOException e) {
      return of("Unhandled", new String(body, StandardCharsets.UTF_8));
    }
    return of("Unhandled", new String(body, StandardCharsets.UTF_8));
  }
}
