package dev.sluice.core.alert;

import static dev.sluice.core.alert.AlertStorm.DEVICES;
import static dev.sluice.core.alert.AlertStorm.STORM;
import static dev.sluice.core.alert.AlertStorm.batch;
import static dev.sluice.core.alert.AlertStorm.devices;
import static dev.sluice.core.alert.AlertStorm.kept;
import static dev.sluice.core.alert.Batches.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.Alert.Kind;
import dev.sluice.core.alert.Batches.Reading;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.pipeline.AlertBudget;
import dev.sluice.core.pipeline.Band;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A storm of alerts: what people get, and what the lake keeps. */
class AlertBrakeTest {
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final AlertStorm.RacedStore store = new AlertStorm.RacedStore();

  private StreamAlerts alerts(AlertBudget budget) {
    return new StreamAlerts(
        BoundRules.bind(Pipelines.farm(Pipelines.HOT, Pipelines.ODD)), publisher, store, budget);
  }

  private StreamAlerts alerts() {
    return alerts(AlertBudget.DEFAULT);
  }

  private List<Kind> kinds() {
    return publisher.accepted().stream().map(alert -> alert.labels().kind()).toList();
  }

  private long phones() {
    return publisher.accepted().stream().filter(Alert::sms).count();
  }

  @Test
  void aStormIsTheBudgetAndOneNoticeAndAllOfItIsInTheLake() throws IOException {
    AlertReply reply = alerts().process(batch(STORM));

    assertThat(kinds()).hasSize(61).endsWith(Kind.NOTICE);
    assertThat(phones()).isEqualTo(20);
    assertThat(reply.counts().messages().published()).isEqualTo(61);
    assertThat(reply.counts().messages().withheld()).isEqualTo(DEVICES - 60);
    assertThat(kept(store)).hasSize(DEVICES);
    assertThat(devices(kept(store))).hasSize(DEVICES);
    assertThat(kept(store).stream().filter(each -> each.path("sent").asBoolean())).hasSize(60);
    assertThat(kept(store).get(0).path("body").asText()).contains("wt-1 has 40.0 °C");
  }

  @Test
  void theNoticeSaysWhereTheOthersAre() {
    alerts(new AlertBudget(2, 1)).process(batch(STORM));

    Alert notice = publisher.accepted().get(2);
    assertThat(notice.subject())
        .isEqualTo("WARNING farm: 2 alerts this hour, more only if critical and SMS are left");
    assertThat(notice.body())
        .contains(
            "2 alert messages were sent in this hour",
            "Critical alerts still go out while the hour's budget of SMS lasts",
            "2 messages and 1 SMS an hour",
            "alerts/farm/2026-06-01/00/");
    assertThat(notice.attributes())
        .containsEntry("sms", "none")
        .containsEntry("kind", "notice")
        .containsEntry("severity", "warning");
  }

  @Test
  void aBatchThatIsSentAgainTakesNothingMoreAndTellsNobodyTwice() throws IOException {
    alerts().process(batch(STORM.subList(0, 30)));
    alerts().process(batch(STORM.subList(0, 30)));
    assertThat(publisher.accepted()).hasSize(30);

    alerts().process(batch(STORM));
    alerts().process(batch(STORM));

    assertThat(kinds()).hasSize(61).endsWith(Kind.NOTICE);
    assertThat(devices(kept(store))).hasSize(DEVICES);
  }

  @Test
  void aBatchThatFailedInTheMiddleGoesOnFromThere() throws IOException {
    publisher.failFor(alert -> alert.labels().device().equals("wt-10"));
    AlertReply failed = alerts().process(batch(STORM));
    assertThat(failed.retryFrom()).contains("1001");
    assertThat(publisher.accepted()).hasSize(9);
    assertThat(devices(kept(store))).hasSize(10);

    publisher.failFor(alert -> false);
    alerts().process(batch(STORM));

    assertThat(kinds()).hasSize(61).endsWith(Kind.NOTICE);
    assertThat(Set.copyOf(publisher.accepted())).hasSize(61);
    assertThat(devices(kept(store))).hasSize(DEVICES);
  }

  @Test
  void anInvocationThatDiedBeforeItsEndSendsAgainButTakesNothingMore() {
    StreamAlerts dying =
        new StreamAlerts(
            BoundRules.bind(Pipelines.farm(Pipelines.HOT)),
            alert -> {
              publisher.publish(alert);
              if (publisher.accepted().size() == 5) {
                throw new IllegalStateException("killed");
              }
            },
            store,
            AlertBudget.DEFAULT);
    assertThatThrownBy(() -> dying.process(batch(STORM))).hasMessage("killed");

    alerts().process(batch(STORM));

    Set<Alert> different = Set.copyOf(publisher.accepted());
    assertThat(different).hasSize(61);
    assertThat(publisher.accepted()).hasSizeLessThanOrEqualTo(62);
  }

  @Test
  void shardsShareOneBudgetAndOneNotice() throws IOException {
    List<Reading> other =
        IntStream.rangeClosed(1, 200).mapToObj(n -> reading(n, "sea-" + n, 40)).toList();
    store.faster = () -> alerts().process(batch("shardId-000000000008", Batches.START, other));

    alerts().process(batch(STORM));

    assertThat(publisher.accepted()).hasSize(61);
    assertThat(kinds()).containsOnlyOnce(Kind.NOTICE);
    assertThat(phones()).isEqualTo(20);
    assertThat(devices(kept(store))).hasSize(DEVICES + 200);
  }

  @Test
  void twoShardsInTurnsGetOneBudget() {
    List<Reading> other =
        IntStream.rangeClosed(1, 50).mapToObj(n -> reading(n, "sea-" + n, 40)).toList();
    StreamAlerts one = alerts();
    StreamAlerts another = alerts();
    for (int i = 0; i < 50; i++) {
      one.process(batch(STORM.subList(i, i + 1)));
      another.process(batch("shardId-000000000008", Batches.START, other.subList(i, i + 1)));
    }

    assertThat(publisher.accepted()).hasSize(61);
    assertThat(kinds()).containsOnlyOnce(Kind.NOTICE);
  }

  @Test
  void theNextHourHasItsOwnBudgetAndSoHasTheSameHourOfTheNextDay() {
    for (int hours : new int[] {0, 1, 24, 25}) {
      Instant start = Batches.START.plus(Duration.ofHours(hours));
      alerts().process(batch("shardId-000000000007", start, STORM));
    }

    assertThat(publisher.accepted()).hasSize(4 * 61);
    assertThat(store.keys().stream().filter(key -> key.startsWith("state/")))
        .containsExactlyInAnyOrder(
            "state/farm/alerts/budget-00.json", "state/farm/alerts/budget-01.json");
  }

  @Test
  void aFloodOfWarningsDoesNotSilenceACriticalAlert() {
    List<Reading> readings =
        new ArrayList<>(
            IntStream.rangeClosed(1, 100).mapToObj(n -> reading(n, "odd-" + n, 20)).toList());
    readings.addAll(
        IntStream.rangeClosed(101, 150).mapToObj(n -> reading(n, "hot-" + n, 40)).toList());
    StreamAlerts alerts =
        new StreamAlerts(
            BoundRules.bind(
                Pipelines.farm(
                    Pipelines.HOT,
                    Pipelines.rule(
                        "cold",
                        dev.sluice.core.pipeline.AlertRule.Severity.WARNING,
                        new dev.sluice.core.pipeline.Condition.OutsideBand("data", Band.from(30)),
                        "{turbine} has {data} °C"))),
            publisher,
            store,
            AlertBudget.DEFAULT);

    alerts.process(batch(readings));

    assertThat(phones()).isEqualTo(20);
    assertThat(publisher.accepted()).hasSize(81);
    assertThat(kinds()).containsOnlyOnce(Kind.NOTICE);
  }

  @Test
  void withoutSmsThereAreMailsAlone() {
    alerts(new AlertBudget(5, 0)).process(batch(STORM));

    assertThat(publisher.accepted()).hasSize(6);
    assertThat(phones()).isZero();
  }

  @Test
  void stopsPublishingWhenTheTimeIsUpAndGoesOnLater() throws IOException {
    AlertReply late = alerts().process(batch(STORM), () -> publisher.accepted().size() < 7);
    assertThat(late.retryFrom()).contains("1001");
    assertThat(late.failure())
        .hasValueSatisfying(why -> assertThat(why).hasMessageContaining("No time"));
    assertThat(publisher.accepted()).hasSize(7);

    alerts().process(batch(STORM));

    assertThat(publisher.accepted()).hasSize(61);
    assertThat(Set.copyOf(publisher.accepted())).hasSize(61);
    assertThat(devices(kept(store))).hasSize(DEVICES);
  }

  @Test
  void withoutAlertsNothingIsStored() {
    alerts().process(batch(List.of(reading(1, "wt-1", 20))));

    assertThat(store.keys()).isEmpty();
  }
}
