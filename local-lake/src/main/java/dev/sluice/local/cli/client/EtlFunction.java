package dev.sluice.local.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * A pipeline's ETL function in a running lake.
 *
 * @param name its physical name
 */
public record EtlFunction(LakeClient client, String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a pipeline of a lake. */
  public static EtlFunction of(LakeFile lake, String pipeline) {
    return new EtlFunction(
        lake.client(), lake.pipeline(pipeline).functions().get("EtlTriggerFunction"));
  }

  /** Its answer to an event. */
  JsonNode invoke(ObjectNode event) {
    HttpResponse<byte[]> answer =
        client.invoke(name, event.toString().getBytes(StandardCharsets.UTF_8));
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != 200
        || answer.headers().firstValue("x-amz-function-error").isPresent()) {
      throw new CommandFailure("EtlTriggerFunction failed: " + text);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CommandFailure("EtlTriggerFunction's answer is not JSON: " + text, e);
    }
  }

  /**
   * Asks something of a table.
   *
   * @param command history, rollback or unpin
   * @return the table's history after that
   */
  public JsonNode ask(String command, ObjectNode of) {
    ObjectNode event = JSON.createObjectNode();
    event.set(command, of);
    JsonNode answer = invoke(event);
    if (answer.has("problem")) {
      throw new CommandFailure(answer.get("problem").asText() + ".");
    }
    return answer;
  }
}
