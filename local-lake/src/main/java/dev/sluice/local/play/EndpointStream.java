package dev.sluice.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.deliver.RecordStream;
import dev.sluice.localaws.http.Callers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A stream behind a lake's endpoint, put into as any client would: PutRecords over HTTP. */
record EndpointStream(HttpClient http, URI endpoint, String name) implements RecordStream {
  private static final ObjectMapper JSON = new ObjectMapper();

  static EndpointStream of(URI endpoint, String name) {
    return new EndpointStream(HttpClient.newHttpClient(), endpoint, name);
  }

  @Override
  public List<Outcome> put(List<Entry> batch) {
    try {
      HttpResponse<byte[]> response = http.send(request(batch), BodyHandlers.ofByteArray());
      JsonNode answer = JSON.readTree(response.body());
      return response.statusCode() == 200
          ? outcomes(answer)
          : Collections.nCopies(batch.size(), refusal(response.statusCode(), answer));
    } catch (IOException e) {
      return Collections.nCopies(batch.size(), new Unknown(e.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Collections.nCopies(batch.size(), new Unknown("interrupted"));
    }
  }

  private HttpRequest request(List<Entry> batch) throws IOException {
    ObjectNode input = JSON.createObjectNode().put("StreamName", name);
    ArrayNode records = input.putArray("Records");
    for (Entry entry : batch) {
      records.addObject().put("PartitionKey", entry.key()).put("Data", entry.data());
    }
    return HttpRequest.newBuilder(endpoint)
        .header("content-type", "application/x-amz-json-1.1")
        .header("authorization", Callers.authorization(Callers.LOCAL.key(), "kinesis"))
        .header("x-amz-target", "Kinesis_20131202.PutRecords")
        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(input)))
        .build();
  }

  private static List<Outcome> outcomes(JsonNode answer) {
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode each : answer.path("Records")) {
      String code = each.path("ErrorCode").asText("");
      outcomes.add(
          code.isEmpty()
              ? new Accepted(each.path("ShardId").asText(), each.path("SequenceNumber").asText())
              : new Refused(code, each.path("ErrorMessage").asText(), true));
    }
    return outcomes;
  }

  private static Outcome refusal(int status, JsonNode answer) {
    String code = answer.path("__type").asText("HTTP " + status);
    String message = answer.path("message").asText(answer.path("Message").asText());
    boolean isThrottled = code.contains("Throughput") || code.contains("Throttling");
    return status >= 500 && !isThrottled
        ? new Unknown(code + ": " + message)
        : new Refused(code, message, isThrottled);
  }
}
