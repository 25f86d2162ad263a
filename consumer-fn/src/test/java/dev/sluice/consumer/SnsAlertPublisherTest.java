package dev.sluice.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.alert.Alert;
import dev.sluice.core.alert.AlertUndeliveredException;
import dev.sluice.core.pipeline.AlertRule.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/** Against a server that answers as the Query protocol of SNS does. */
class SnsAlertPublisherTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts";
  private static final String ACCEPTED =
      "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
  private static final String REFUSED =
      "<ErrorResponse><Error><Code>NotFound</Code><Message>Topic does not exist</Message></Error>"
          + "</ErrorResponse>";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(URLDecoder.decode(new String(body, StandardCharsets.UTF_8), "UTF-8"));
          byte[] answer = (status == 200 ? ACCEPTED : REFUSED).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsSubjectBodyAndLabels() {
    publish();
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0))
        .contains("Action=Publish")
        .contains("TopicArn=" + TOPIC)
        .contains("Subject=CRITICAL hot wt-01: 36")
        .contains("Message=36 °C")
        .contains("Name=severity")
        .contains("StringValue=critical")
        .contains("Name=fingerprint")
        .contains("Name=sms")
        .contains("StringValue=send");
  }

  @Test
  void tellsWhyAnAlertWasNotAccepted() {
    status = 404;
    assertThatThrownBy(this::publish)
        .isInstanceOf(AlertUndeliveredException.class)
        .hasMessageContaining("Alert f1 of rule hot")
        .hasMessageContaining(TOPIC)
        .hasMessageContaining("Topic does not exist");
  }

  @Test
  void anUnreachableServiceIsToldTheSameWay() {
    server.stop(0);
    assertThatThrownBy(this::publish).isInstanceOf(AlertUndeliveredException.class);
  }

  private void publish() {
    Alert.Labels labels =
        new Alert.Labels("farm", "hot", "wt-01", Severity.CRITICAL, Alert.Kind.FIRST, "f1");
    try (SnsClient sns = client()) {
      new SnsAlertPublisher(new SnsTopic(sns, TOPIC))
          .publish(new Alert(labels, "CRITICAL hot wt-01: 36", "36 °C"));
    }
  }

  private SnsClient client() {
    return SnsClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create("http://localhost:" + server.getAddress().getPort()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
