package dev.sluice.localaws.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EventBridge over the wire. */
class EventServiceTest {
  private static final String STREAM = "arn:aws:kinesis:eu-central-1:000000000000:stream/t";

  private final EventBus bus = new EventBus(Account.LOCAL, Clock.systemUTC());
  private TestEndpoints endpoints;

  @BeforeEach
  void start() throws IOException {
    endpoints = TestEndpoints.serving(EventService.over(bus, EventServiceTest::target));
    bus.putRule("orders", "{\"source\": [\"shop\"]}", true);
  }

  @AfterEach
  void stop() {
    endpoints.close();
  }

  private static EventBus.Target target(String arn) {
    if (!arn.contains(":lambda:")) {
      throw AwsException.invalid("ValidationException", "No delivery to " + arn);
    }
    return event -> {};
  }

  @Test
  void takesNoTargetOfARequestInWhichOneCanNotBeDeliveredTo() throws Exception {
    String function = "arn:aws:lambda:eu-central-1:000000000000:function:f";

    HttpResponse<String> refused = putTargets(function, STREAM);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("ValidationException").contains(STREAM);
    assertThat(bus.rule("orders").targets()).isEmpty();

    assertThat(putTargets(function).statusCode()).isEqualTo(200);
    assertThat(bus.rule("orders").targets()).hasSize(1);
  }

  private HttpResponse<String> putTargets(String... arns) throws Exception {
    StringBuilder targets = new StringBuilder();
    for (String arn : arns) {
      targets.append(targets.isEmpty() ? "" : ", ");
      targets.append("{\"Id\": \"%d\", \"Arn\": \"%s\"}".formatted(targets.length(), arn));
    }
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(endpoints.endpoint())
                .header("X-Amz-Target", "AWSEvents.PutTargets")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=x/20260601/eu-central-1/events/aws4_request")
                .POST(
                    BodyPublishers.ofString(
                        "{\"Rule\": \"orders\", \"Targets\": [%s]}".formatted(targets)))
                .build(),
            BodyHandlers.ofString());
  }
}
