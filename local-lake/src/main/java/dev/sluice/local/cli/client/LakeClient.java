package dev.sluice.local.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.http.Callers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls a running lake's services over its endpoint, as any AWS client would. */
public final class LakeClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TARGETS =
      Map.of("athena", "AmazonAthena", "glue", "AWSGlue");

  private static final int THROTTLED = 429;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int MOST_WAITS = 240;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;
  private final String accessKey;

  /** Calls of whoever has that access key. */
  LakeClient(URI endpoint, String accessKey) {
    this.endpoint = endpoint;
    this.accessKey = accessKey;
  }

  /** Calls an operation of a service that speaks AWS JSON 1.1. */
  public JsonNode call(String service, String operation, Object input) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(endpoint)
              .header("content-type", "application/x-amz-json-1.1")
              .header("authorization", Callers.authorization(accessKey, service))
              .header("x-amz-target", TARGETS.get(service) + "." + operation)
              .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(input)))
              .build();
      HttpResponse<byte[]> response = send(request);
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new ServiceFailure(
            operation,
            answer.path("message").asText(answer.path("Message").asText()),
            answer.path("__type").asText());
      }
      return answer;
    } catch (IOException e) {
      throw new CommandFailure("the lake's answer to " + operation + " is not JSON: " + e, e);
    }
  }

  /**
   * Invokes a function. While it runs as often as it may, this waits for its turn, for a minute.
   */
  public HttpResponse<byte[]> invoke(String function, byte[] payload) {
    URI uri = endpoint.resolve("/2015-03-31/functions/" + function + "/invocations");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("authorization", Callers.authorization(accessKey, "lambda"))
            .header("x-amz-log-type", "Tail")
            .POST(BodyPublishers.ofByteArray(payload))
            .build();
    HttpResponse<byte[]> response = send(request);
    for (int asked = 0; response.statusCode() == THROTTLED && asked < MOST_WAITS; asked++) {
      pause();
      response = send(request);
    }
    return response;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      throw new CommandFailure("nothing answers at " + endpoint + ". Does `sluice up` run?", e);
    } catch (IOException e) {
      throw new CommandFailure("the call to " + endpoint + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }
}
