package dev.sluice.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.Alert;
import dev.sluice.core.alert.AlertUndeliveredException;
import dev.sluice.core.alert.RecordingPublisher;
import dev.sluice.core.alert.StreamAlerts;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.metrics.RecordingMetrics;
import dev.sluice.core.pipeline.AlertBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The golden events of {@code sam/events} through the windfarm's rules. */
class ConsumerHandlerTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final ConsumerHandler handler = handler();
  private int remainingMillis = 60_000;

  @Test
  void answersWithTheStateAndPublishesFirsts() throws IOException {
    assertThat(answerTo("consumer-first.json").replaceAll(",\"(now|m/)[^}]*\\}", "}"))
        .isEqualTo(
            """
            {"state":{"v":"1",\
            "at":"49590338271490256608559692538361571095921575989136589205/0",\
            "d/powerfactor-outside-band/wt-02":"1 1780272010000 1780272010000 0.7 0.7",\
            "d/temperature-outside-band/wt-01":"3 1780272010000 1780272030000 36.2 38.25"},\
            "batchItemFailures":[]}\
            """);
    assertThat(subjects())
        .containsExactly(
            "CRITICAL temperature-outside-band wt-01: 36.2",
            "WARNING powerfactor-outside-band wt-02: 0.7");
    assertThat(metrics.lines().get(0))
        .containsEntry("Records", 8L)
        .containsEntry("Skipped", 1L)
        .containsEntry("Violations", 4L)
        .containsEntry("Published", 2L)
        .containsEntry("Merged", 0L);
  }

  @Test
  void remembersSensorsInTheStateAndBeyondTheWindow() throws IOException {
    assertThat(answerTo("consumer-first.json"))
        .contains("\"m/sensor-silent/wt-01/temperature\":\"s");
    assertThat(store.list("state/windfarm/alerts/shardId-").toList()).isEmpty();
    answerTo("consumer-final.json");
    assertThat(store.list("state/windfarm/alerts/shardId-").toList()).hasSize(1);
  }

  @Test
  void keepsAllAlertsAndWhatWasSentOfTheBudget() throws IOException {
    answerTo("consumer-first.json");

    assertThat(store.list("").map(ObjectStore.ObjectInfo::key))
        .hasSize(2)
        .anyMatch(key -> key.startsWith("alerts/windfarm/2026-06-01/00/shardId-"))
        .contains("state/windfarm/alerts/budget-00.json");
    assertThat(metrics.lines().get(0)).doesNotContainKey("Withheld");
  }

  @Test
  void goesOnFromTheGivenState() throws IOException {
    assertThat(answerTo("consumer-next.json"))
        .contains(
            "\"d/temperature-outside-band/wt-01\":\"4 1780272010000 1780272040000 35.5 38.25\"");
    assertThat(subjects()).containsExactly("CRITICAL pressure-outside-band wt-03: 85.5");
  }

  @Test
  void sumsUpAtTheEndOfTheWindow() throws IOException {
    assertThat(answerTo("consumer-final.json")).endsWith("\"batchItemFailures\":[]}");
    assertThat(subjects()).containsExactly("CRITICAL temperature-outside-band wt-01: 2 more");
    assertThat(metrics.total("Merged")).isEqualTo(2);
  }

  @Test
  void refusesABatchWithoutAWindowWhereRulesRemember() {
    assertThatThrownBy(() -> answerTo("consumer-windowless.json"))
        .hasMessageStartingWith("sensor-silent, sensor-stuck of windfarm remember earlier records");
    assertThat(subjects()).isEmpty();
  }

  @Test
  void asksForTheBatchAgainWhenTheTopicFails() throws IOException {
    publisher.failFor(alert -> alert.labels().device().equals("wt-02"));
    assertThat(answerTo("consumer-first.json"))
        .endsWith(
            """
            "batchItemFailures":[\
            {"itemIdentifier":"49590338271490256608559692538361571095921575989136588898"}]}\
            """);
    assertThat(metrics.total("AlertsRefused")).isEqualTo(1);
  }

  @Test
  void failsWhenTheSummaryCanNotBePublished() {
    publisher.failFor(alert -> true);
    assertThatThrownBy(() -> answerTo("consumer-final.json"))
        .isInstanceOf(AlertUndeliveredException.class);
    assertThat(metrics.total("AlertsRefused")).isEqualTo(1);
  }

  @Test
  void publishesNothingWhenTheTimeIsUp() throws IOException {
    remainingMillis = 20_000;

    assertThat(answerTo("consumer-first.json")).contains("itemIdentifier");
    assertThat(subjects()).isEmpty();
    assertThat(metrics.total("AlertsRefused")).as("nothing was asked of SNS").isZero();
  }

  private String answerTo(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(ROOT.resolve("sam/events").resolve(event))) {
      handler.handleRequest(in, answer, new FakeContext(remainingMillis));
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private List<String> subjects() {
    return publisher.accepted().stream().map(Alert::subject).toList();
  }

  private ConsumerHandler handler() {
    Path file = ROOT.resolve("pipelines/windfarm.yaml");
    BoundRules rules = BoundRules.bind(new PipelineLoader().load(file, Map.of()));
    StreamAlerts alerts = new StreamAlerts(rules, publisher, store, AlertBudget.DEFAULT);
    ScheduledDigest noDigest =
        new ScheduledDigest(
            () -> {
              throw new AssertionError("No schedule sent an event");
            },
            metrics);
    CountedAlerts counted = new CountedAlerts(() -> alerts, metrics);
    return new ConsumerHandler(new KinesisEventReader(), counted, noDigest);
  }
}
