package dev.sluice.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.alert.Alert;
import dev.sluice.core.alert.AlertUndeliveredException;
import dev.sluice.core.pipeline.AlertRule.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;

/** An alert reaches a subscriber of moto's SNS whole, and its labels choose the subscribers. */
class SnsAlertPublisherOnMoto {
  private static final Alert ALERT =
      new Alert(
          new Alert.Labels("farm", "hot", "wt-01", Severity.CRITICAL, Alert.Kind.FIRST, "f1"),
          "CRITICAL hot wt-01: 36",
          "36 °C\nand more");

  private final Map<String, JsonNode> received = new ConcurrentHashMap<>();
  private HttpServer subscriber;
  private SnsClient sns;

  @BeforeEach
  void start() throws IOException {
    sns =
        SnsClient.builder()
            .endpointOverride(URI.create(System.getProperty("sluice.moto.endpoint")))
            .build();
    subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    subscriber.createContext(
        "/",
        exchange -> {
          JsonNode message = new ObjectMapper().readTree(exchange.getRequestBody());
          if (message.path("Type").asText().equals("Notification")) {
            received.put(exchange.getRequestURI().getPath(), message);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    subscriber.start();
  }

  /** Subscribes a path of the test's server; moto calls it before its answer to a publish. */
  private void subscribe(String topic, String path, Map<String, String> policy) {
    String arn =
        sns.subscribe(
                request ->
                    request
                        .topicArn(topic)
                        .protocol("http")
                        .endpoint("http://127.0.0.1:" + subscriber.getAddress().getPort() + path))
            .subscriptionArn();
    ObjectNode json = new ObjectMapper().createObjectNode();
    policy.forEach((name, value) -> json.putArray(name).add(value));
    if (!json.isEmpty()) {
      sns.setSubscriptionAttributes(
          request ->
              request
                  .subscriptionArn(arn)
                  .attributeName("FilterPolicy")
                  .attributeValue(json.toString()));
    }
  }

  @AfterEach
  void stop() {
    subscriber.stop(0);
    sns.close();
  }

  @Test
  void subscribersGetSubjectAndBody() {
    String topic = sns.createTopic(request -> request.name("alerts")).topicArn();
    subscribe(topic, "/all", Map.of());

    new SnsAlertPublisher(new SnsTopic(sns, topic)).publish(ALERT);

    assertThat(received.get("/all").path("Subject").asText()).isEqualTo(ALERT.subject());
    assertThat(received.get("/all").path("Message").asText()).isEqualTo(ALERT.body());
  }

  @Test
  void filterPoliciesChooseByEachLabel() {
    String topic = sns.createTopic(request -> request.name("labelled")).topicArn();
    Map<String, String> labels = ALERT.labels().asMap();
    labels.forEach(
        (name, value) -> {
          subscribe(topic, "/with/" + name, Map.of(name, value));
          subscribe(topic, "/without/" + name, Map.of(name, "another"));
        });

    new SnsAlertPublisher(new SnsTopic(sns, topic)).publish(ALERT);

    assertThat(received.keySet())
        .containsExactlyInAnyOrderElementsOf(
            labels.keySet().stream().map(name -> "/with/" + name).toList());
  }

  @Test
  void aMissingTopicLeavesTheAlertUndelivered() {
    String arn = "arn:aws:sns:eu-central-1:123456789012:no-such-topic";
    assertThatThrownBy(() -> new SnsAlertPublisher(new SnsTopic(sns, arn)).publish(ALERT))
        .isInstanceOf(AlertUndeliveredException.class)
        .hasMessageContaining(arn);
  }
}
