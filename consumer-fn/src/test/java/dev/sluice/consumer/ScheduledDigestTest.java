package dev.sluice.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.RecordingPublisher;
import dev.sluice.core.alert.StreamAlerts;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.digest.DigestMessage;
import dev.sluice.core.digest.DigestRun;
import dev.sluice.core.digest.FakeHistory;
import dev.sluice.core.digest.Places;
import dev.sluice.core.digest.RecordingDigests;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.event.MalformedEventException;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.metrics.RecordingMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the handler does with a schedule's event. */
class ScheduledDigestTest {
  private static final String EVENT = "{\"digest\": \"2026-06-01T08:00:00Z\"}";

  private final FakeHistory history = new FakeHistory();
  private final RecordingDigests digests = new RecordingDigests();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final ConsumerHandler handler =
      new ConsumerHandler(
          new KinesisEventReader(),
          new CountedAlerts(
              () -> new StreamAlerts(BoundRules.bind(Places.pipeline()), new RecordingPublisher()),
              metrics),
          new ScheduledDigest(
              () -> new DigestRun(Places.pipeline(), history, digests, store), metrics));

  private String answerTo(String event, int remainingMillis) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)), answer, new FakeContext(remainingMillis));
    return answer.toString(UTF_8);
  }

  private void putARecord() {
    String record =
        "{\"id\":\"1\",\"place\":\"Kiel\",\"wind\":3,\"time\":\"2026-06-01T07:00:00Z\"}";
    history.put("Kiel", Places.EIGHT.minusSeconds(3_600), record.getBytes(UTF_8));
  }

  @Test
  void sendsADigest() throws IOException {
    putARecord();

    assertThat(answerTo(EVENT, 60_000))
        .isEqualTo(
            "{\"digest\":\"2026-06-01T08:00:00Z\",\"sent\":true,\"told\":\"Sent the digest from"
                + " 2026-05-31T08:00:00Z to 2026-06-01T08:00:00Z: 1 records, 1 groups, 0"
                + " alerts\"}");
    assertThat(digests.accepted())
        .extracting(DigestMessage::subject)
        .containsExactly("Weather 2026-06-01T08:00:00Z");
    assertThat(metrics.total("Digests")).isEqualTo(1);
  }

  @Test
  void sendsItOnce() throws IOException {
    answerTo(EVENT, 60_000);

    assertThat(answerTo(EVENT, 60_000)).contains("\"sent\":false").contains("was already sent");
    assertThat(digests.accepted()).hasSize(1);
    assertThat(metrics.total("Digests")).isEqualTo(1);
  }

  @Test
  void keepsTimeForTheMessage() throws IOException {
    putARecord();

    assertThat(answerTo(EVENT, 25_000)).contains("0 records").contains("incomplete");
    assertThat(digests.accepted().get(0).body()).contains("there was no time to read them");
  }

  @Test
  void saysWhatIsWrongWithItsEvent() {
    assertThatThrownBy(() -> answerTo("{\"digest\": \"<aws.scheduler.scheduled-time>\"}", 60_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("like {\"digest\": \"2026-06-01T08:00:00Z\"}");
    assertThatThrownBy(() -> answerTo("{\"digest\": 7}", 60_000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesOtherEventsToTheAlerts() throws IOException {
    assertThat(answerTo("{\"Records\": []}", 60_000)).contains("batchItemFailures");
    assertThatThrownBy(() -> answerTo("no json", 60_000))
        .isInstanceOf(MalformedEventException.class);
  }
}
