package dev.sluice.localaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.sts.StsService;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;

class AwsServerTest {
  private static final String JSON = "application/x-amz-json-1.1";
  private final HttpClient http = HttpClient.newHttpClient();
  private TestEndpoints endpoints;

  @BeforeEach
  void start() throws IOException {
    JsonService echo =
        new JsonService("echo", "Echo_2026")
            .on("Say", input -> input)
            .on(
                "Drop",
                input -> {
                  throw new LostAnswerException("test");
                })
            .on(
                "Break",
                input -> {
                  throw new IllegalStateException("broken");
                });
    endpoints = TestEndpoints.serving(echo, StsService.of(Account.LOCAL));
  }

  @AfterEach
  void stop() {
    endpoints.close();
  }

  @Test
  void routesByTarget() throws Exception {
    HttpResponse<String> answer = call("Echo_2026.Say", JSON, "{\"a\": 1}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
    assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  @Test
  void routesBySigningScope() {
    try (StsClient sts = endpoints.client(StsClient.builder())) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
    }
  }

  @Test
  void routesUnsignedFormsByTheirOperation() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoints.endpoint() + "/"))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity&Version=x"))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<Account>000000000000</Account>");
  }

  @Test
  void refusesOperationsInWhatAPageMaySendToAnybody() throws Exception {
    String signed = "&X-Amz-Credential=x/20260101/eu-central-1/%s/aws4_request";
    for (String path :
        List.of(
            "/?Action=Say" + signed.formatted("echo"),
            "/?Action=GetCallerIdentity" + signed.formatted("sts"),
            "/things?" + signed.formatted("echo"))) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(endpoints.endpoint() + path))
                  .header("Content-Type", "text/plain")
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(415);
      assertThat(answer.body()).contains("UnsupportedMediaTypeException");
    }
    assertThat(call("Echo_2026.Say", "text/plain", "{}").statusCode()).isEqualTo(415);
    assertThat(call("Echo_2026.Say", "application/json", "{}").statusCode()).isEqualTo(415);
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    HttpResponse<String> answer = call("Echo_2026.Say", JSON, "x".repeat((32 << 20) + 1));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void holdsNoMemoryForABodyThatIsTooLarge() throws Exception {
    String headers =
        "X-Amz-Target: Echo_2026.Say\r\nContent-Type: "
            + JSON
            + "\r\nContent-Length: 99999999999\r\nExpect: 100-continue";
    try (Socket socket = send("POST / HTTP/1.1", headers)) {
      assertThat(read(socket, 21)).isEqualTo("HTTP/1.1 100 Continue");
      String large = "{\"a\":\"" + "x".repeat(100_000) + "\"}";
      assertThat(call("Echo_2026.Say", JSON, large).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesPathsAndQueriesThatCannotBeDecoded() throws Exception {
    for (String path : List.of("/bucket/100%zz", "/bucket/100%", "/bucket?list-type=%zz")) {
      try (Socket socket = send("GET " + path + " HTTP/1.1", "Accept: */*")) {
        assertThat(read(socket, 12)).as(path).isEqualTo("HTTP/1.1 400");
      }
    }
  }

  /** Sends what a client of the JDK would not. */
  private Socket send(String line, String headers) throws IOException {
    URI address = endpoints.endpoint();
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(10_000);
    String host = "Host: " + address.getAuthority();
    String request = String.join("\r\n", line, host, headers, "", "");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String read(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
  }

  @Test
  void listsWhatIsThereWhenAskedForSomethingElse() throws Exception {
    HttpResponse<String> operation = call("Echo_2026.Shout", JSON, "{}");
    assertThat(operation.statusCode()).isEqualTo(501);
    JsonNode error = new ObjectMapper().readTree(operation.body());
    assertThat(error.path("__type").asText()).isEqualTo("NotImplemented");
    assertThat(error.path("message").asText())
        .isEqualTo(
            "The local lake does not implement Shout of echo. It implements: Break, Drop, Say.");
    HttpResponse<String> service = call("DynamoDB_20120810.PutItem", JSON, "{}");
    assertThat(service.body()).contains("It has: s3, echo, sts");
  }

  @Test
  void answersBadJsonAndBrokenHandlersWithErrors() throws Exception {
    HttpResponse<String> bad = call("Echo_2026.Say", JSON, "{");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.headers().firstValue("x-amzn-ErrorType")).contains("SerializationException");
    HttpResponse<String> broken = call("Echo_2026.Break", JSON, "{}");
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.headers().firstValue("x-amzn-ErrorType")).contains("InternalFailure");
  }

  @Test
  void dropsTheConnectionWhenTheAnswerIsLost() {
    assertThatThrownBy(() -> call("Echo_2026.Drop", JSON, "{}")).isInstanceOf(IOException.class);
  }

  @Test
  void namesThePortThatIsInUse() {
    int port = endpoints.endpoint().getPort();
    assertThatThrownBy(() -> AwsServer.bind("127.0.0.1", port))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("Port " + port)
        .hasMessageContaining("--port");
  }

  private HttpResponse<String> call(String target, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoints.endpoint() + "/"))
            .timeout(Duration.ofSeconds(30))
            .header("X-Amz-Target", target)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
