package dev.sluice.core.alert;

import static dev.sluice.core.alert.Batches.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KplAggregateBytes;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamAlertsTest {
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final StreamAlerts alerts = alerts(BoundRules.bind(Pipelines.farm(Pipelines.HOT)));

  @Test
  void tellsTheFirstViolationAtOnce() {
    alerts.process(Batches.windowed(List.of(reading(10, "wt-01", 36.5)), "{}", false));
    Alert alert = publisher.accepted().get(0);
    assertThat(alert.subject()).isEqualTo("CRITICAL hot wt-01: 36.5");
    assertThat(alert.body())
        .isEqualTo(
            """
            wt-01 has 36.5 °C

            pipeline     farm
            rule         hot
            severity     CRITICAL
            device       wt-01
            value        data = 36.5
            limit        data above 35
            event time   2026-06-01T00:00:10Z
            fingerprint  %s
            Further violations are counted and sent as one summary after 2026-06-01T00:05:00Z.
            """
                .formatted(alert.labels().fingerprint()));
    assertThat(alert.labels().asMap())
        .containsEntry("severity", "critical")
        .containsEntry("kind", "first")
        .containsEntry("device", "wt-01");
  }

  @Test
  void sumsUpTheRestOfTheWindowAtItsEnd() {
    LambdaWindow window = new LambdaWindow(alerts, true);
    window.send(List.of(reading(1, "wt-01", 36), reading(2, "wt-02", 40)));
    window.send(List.of(reading(3, "wt-01", 39.5), reading(4, "wt-01", 37)));
    window.end(List.of());
    assertThat(publisher.accepted()).hasSize(3);
    Alert summary = publisher.accepted().get(2);
    assertThat(summary.body())
        .isEqualTo(
            """
            2 more of hot by wt-01

            pipeline     farm
            rule         hot
            severity     CRITICAL
            device       wt-01
            violations   3, the first of which was sent at once
            lowest       36
            highest      39.5
            limit        data above 35
            earliest     2026-06-01T00:00:01Z
            latest       2026-06-01T00:00:04Z
            window       2026-06-01T00:00:00Z to 2026-06-01T00:05:00Z
            fingerprint  %s
            """
                .formatted(summary.labels().fingerprint()));
    assertThat(window.counts().get(2).messages().merged()).isEqualTo(2);
  }

  @Test
  void countsTheRestOfTheWindowInItsState() {
    LambdaWindow window = new LambdaWindow(alerts, true);
    window.send(List.of(reading(1, "wt-01", 36), reading(2, "wt-02", 40)));
    window.send(List.of(reading(3, "wt-01", 39.5), reading(4, "wt-01", 37)));
    window.end(List.of());

    assertThat(publisher.accepted().get(2).subject()).isEqualTo("CRITICAL hot wt-01: 2 more");
    assertThat(window.state())
        .contains("\"d/hot/wt-01\":\"3 1780272001000 1780272004000 36.0 39.5\"");
  }

  @Test
  void withoutAWindowEachBatchIsItsOwn() {
    List<Batches.Reading> batch = List.of(reading(1, "wt-01", 36), reading(2, "wt-01", 37));
    AlertReply reply = alerts.process(Batches.windowless(batch));
    assertThat(kinds()).containsExactly(Alert.Kind.FIRST, Alert.Kind.SUMMARY);
    assertThat(reply.state()).isEqualTo("{}");
    alerts.process(Batches.windowless(batch));
    alerts.process(Batches.windowless(List.of(reading(3, "wt-01", 36))));
    assertThat(publisher.accepted().stream().map(a -> a.labels().fingerprint()).distinct())
        .as("the repeated batch brought none of its own, the next batch one")
        .hasSize(3);
  }

  @Test
  void aFailureReportsTheFirstRecordAndHowFarItCame() throws IOException {
    publisher.failFor(alert -> alert.labels().device().equals("wt-03"));
    List<Batches.Reading> batch =
        List.of(reading(1, "wt-01", 36), reading(2, "wt-01", 37), reading(3, "wt-03", 38));
    AlertReply reply = alerts.process(Batches.windowed(batch, "{}", false));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    reply.writeTo(answer);
    assertThat(answer.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"state":{"v":"1","at":"1002/0",\
            "d/hot/wt-01":"2 1780272001000 1780272002000 36.0 37.0"},\
            "batchItemFailures":[{"itemIdentifier":"1001"}]}\
            """);
    assertThat(reply.failure())
        .hasValueSatisfying(why -> assertThat(why).hasMessageContaining("could not be published"));

    publisher.failFor(alert -> false);
    AlertReply next = alerts.process(Batches.windowed(batch, reply.state(), false));
    assertThat(next.counts().read().repeated()).isEqualTo(2);
    assertThat(publisher.accepted()).hasSize(2);
  }

  @Test
  void aRecordOfWhichOneAlertFailsIsNotCountedAtAll() {
    BoundRules both =
        BoundRules.bind(
            Pipelines.farm(
                Pipelines.HOT,
                Pipelines.rule(
                    "hotter",
                    Pipelines.HOT.severity(),
                    new Condition.OutsideBand("data", Band.upTo(35)),
                    "{data}")));
    publisher.failFor(alert -> alert.labels().rule().equals("hotter"));
    AlertReply reply =
        alerts(both).process(Batches.windowed(List.of(reading(1, "wt-01", 36)), "{}", false));
    assertThat(reply.state()).isEqualTo("{\"v\":\"1\"}");
  }

  @Test
  void aFailingFinalInvocationFailsAsAWhole() {
    publisher.failFor(alert -> true);
    RecordBatch last = Batches.windowed(List.of(reading(1, "wt-01", 36)), "{}", true);
    assertThatThrownBy(() -> alerts.process(last)).isInstanceOf(AlertUndeliveredException.class);
  }

  @Test
  void stagingRulesOnlyCount() {
    StreamAlerts staged = alerts(BoundRules.bind(Pipelines.farm(Pipelines.staging(Pipelines.HOT))));
    AlertReply reply =
        staged.process(
            Batches.windowed(
                List.of(reading(1, "wt-01", 36), reading(2, "wt-01", 37)), "{}", true));
    assertThat(publisher.accepted()).isEmpty();
    assertThat(reply.counts().staging()).containsEntry("hot", 2);
    assertThat(reply.counts().violations()).isZero();
  }

  @Test
  void skipsWhatIsNoJsonObjectAndGoesOn() {
    KinesisEventJson event =
        Batches.event(List.of())
            .add("1", "no json", 0)
            .add("2", "[1]", 0)
            .addRaw("3", "key", "%%%", "1.5")
            .add("4", reading(4, "wt-01", 36).json(), 0);
    AlertReply reply = alerts.process(Batches.read(event));
    assertThat(reply.counts().read().skipped()).isEqualTo(3);
    assertThat(reply.counts().read().records()).isEqualTo(4);
    assertThat(publisher.accepted()).hasSize(1);
  }

  @Test
  void readsAggregatesRecordByRecord() {
    byte[] aggregate =
        new KplAggregateBytes()
            .partitionKey("a")
            .record(0, -1, bytes(reading(1, "wt-01", 36).json()))
            .record(0, -1, bytes(reading(2, "wt-02", 36).json()))
            .record(0, -1, bytes(reading(3, "wt-03", 36).json()))
            .bytes();
    publisher.failFor(alert -> alert.labels().device().equals("wt-03"));
    KinesisEventJson event =
        new KinesisEventJson("shardId-000000000007").add("77", "a", aggregate, 0);
    event.window(Batches.START.toString(), Batches.END.toString(), "{}", false);
    AlertReply reply = alerts.process(Batches.read(event));
    assertThat(reply.retryFrom()).contains("77");
    assertThat(reply.state()).contains("\"at\":\"77/1\"");
  }

  @Test
  void aRecordWithoutKeyOrTimeSpeaksOfItsPartitionKeyAndArrival() {
    KinesisEventJson event = Batches.event(List.of()).add("1", "{\"data\":36}", 60_000);
    alerts.process(Batches.read(event));
    Alert alert = publisher.accepted().get(0);
    assertThat(alert.labels().device()).isEqualTo("key");
    assertThat(alert.body())
        .contains("(none) has 36 °C")
        .contains("event time   1970-01-01T00:01:00Z");
  }

  private StreamAlerts alerts(BoundRules rules) {
    return new StreamAlerts(rules, publisher);
  }

  private List<Alert.Kind> kinds() {
    return publisher.accepted().stream().map(alert -> alert.labels().kind()).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
