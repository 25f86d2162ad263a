package dev.sluice.localaws.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.http.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

class SnsServiceTest {
  @TempDir private Path outbox;
  private final List<DeliveredMessage> delivered = new ArrayList<>();
  private SnsTopics topics;
  private TestEndpoints endpoints;
  private SnsClient sns;
  private String topic;

  @BeforeEach
  void start() throws IOException {
    topics =
        new SnsTopics(
            Account.LOCAL, LakeClock.stoppedAt(Instant.parse("2026-06-01T12:30:00Z")), outbox);
    topics.onDelivery(delivered::add);
    endpoints = TestEndpoints.serving(SnsService.over(topics));
    sns = endpoints.client(SnsClient.builder());
    topic = sns.createTopic(r -> r.name("alerts")).topicArn();
  }

  @AfterEach
  void stop() {
    sns.close();
    endpoints.close();
  }

  @Test
  void writesEmailsThatCanBeRead() throws IOException {
    subscribe("email", "ops@example.org", null);
    String text = "Temperature <94 °C> & rising\nSecond line";
    String id =
        sns.publish(r -> r.topicArn(topic).subject("WT-7: temperature high").message(text))
            .messageId();
    Path file = outbox.resolve("email/0001-wt-7-temperature-high.eml");
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            To: ops@example.org
            Subject: WT-7: temperature high
            Date: Mon, 1 Jun 2026 12:30:00 GMT
            Content-Type: text/plain; charset=UTF-8

            Temperature <94 °C> & rising
            Second line
            """);
    assertThat(delivered).hasSize(1);
    assertThat(delivered.get(0).message().id()).isEqualTo(id);
  }

  @Test
  void sendsTextMessagesForCriticalAlertsOnly() {
    subscribe("email", "ops@example.org", null);
    subscribe("sms", "+4915112345678", "{\"severity\": [\"critical\"]}");
    publish("warning");
    publish("critical");
    assertThat(delivered)
        .extracting(DeliveredMessage::protocol)
        .containsExactlyInAnyOrder("email", "email", "sms");
    assertThat(outbox.resolve("sms/0001.txt")).content().contains("To: +4915112345678");
    assertThat(topics.published()).isEqualTo(2);
    assertThat(topics.latest().get(1).attributes().get("severity").value()).isEqualTo("critical");
  }

  @Test
  void subscribesAnEndpointOnce() {
    String first = subscribe("email", "ops@example.org", null);
    String again = subscribe("email", "ops@example.org", null);
    assertThat(again).isEqualTo(first);
    assertThat(sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions()).hasSize(1);
    sns.unsubscribe(r -> r.subscriptionArn(first));
    assertThat(sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions()).isEmpty();
    assertThat(sns.listTopics().topics()).extracting(t -> t.topicArn()).containsExactly(topic);
  }

  @Test
  void choosesTheTextOfTheProtocol() {
    subscribe("sms", "+4915112345678", null);
    sns.publish(
        r ->
            r.topicArn(topic)
                .messageStructure("json")
                .message("{\"default\": \"long\", \"sms\": \"short\"}"));
    assertThat(delivered.get(0).message().text()).isEqualTo("short");
  }

  @Test
  void publishesBatchesAndNamesTheEntriesThatFail() {
    var result =
        sns.publishBatch(
            r ->
                r.topicArn(topic)
                    .publishBatchRequestEntries(
                        List.of(
                            PublishBatchRequestEntry.builder().id("good").message("m").build(),
                            PublishBatchRequestEntry.builder().id("bad").message("").build())));
    assertThat(result.successful()).extracting(e -> e.id()).containsExactly("good");
    assertThat(result.failed()).extracting(e -> e.id()).containsExactly("bad");
  }

  @Test
  void refusesUnknownTopicsAndBadMessages() {
    assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic + "x").message("m")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Topic does not exist");
    for (String subject : List.of("x".repeat(101), "two\nlines", "Grüße")) {
      assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).subject(subject).message("m")))
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageContaining("Subject");
    }
    assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).message("x".repeat(262145))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("too long");
  }

  private void publish(String severity) {
    MessageAttributeValue value =
        MessageAttributeValue.builder().dataType("String").stringValue(severity).build();
    sns.publish(
        r ->
            r.topicArn(topic)
                .subject("An alert")
                .message("text")
                .messageAttributes(Map.of("severity", value)));
  }

  private String subscribe(String protocol, String endpoint, String policy) {
    return sns.subscribe(
            r ->
                r.topicArn(topic)
                    .protocol(protocol)
                    .endpoint(endpoint)
                    .returnSubscriptionArn(true)
                    .attributes(policy == null ? Map.of() : Map.of("FilterPolicy", policy)))
        .subscriptionArn();
  }
}
