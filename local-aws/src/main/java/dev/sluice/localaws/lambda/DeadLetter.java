package dev.sluice.localaws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * An event that a function failed on as often as Lambda tries.
 *
 * @param condition {@code RetriesExhausted} or {@code EventAgeExceeded}
 * @param response the last error's payload
 */
public record DeadLetter(
    String requestId,
    String function,
    Instant at,
    String condition,
    int invocations,
    byte[] request,
    byte[] response) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The record that Lambda sends to an on-failure destination of asynchronous invocations. */
  public byte[] toJson(String functionArn) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", "1.0").put("timestamp", at.toString());
    tree.putObject("requestContext")
        .put("requestId", requestId)
        .put("functionArn", functionArn + ":$LATEST")
        .put("condition", condition)
        .put("approximateInvokeCount", invocations);
    tree.set("requestPayload", tree(request));
    tree.putObject("responseContext")
        .put("statusCode", 200)
        .put("executedVersion", "$LATEST")
        .put("functionError", "Unhandled");
    tree.set("responsePayload", tree(response));
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      return JsonNodeFactory.instance.textNode(new String(json, StandardCharsets.UTF_8));
    }
  }
}
