package dev.sluice.core.alert;

import static dev.sluice.core.alert.Batches.reading;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.Batches.Reading;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleReplayTest {
  private final RecordingPublisher publisher = new RecordingPublisher();

  private List<String> subjects(AlertRule rule, Reading... readings) {
    RuleReplay replay = new RuleReplay(Pipelines.farm(rule), Duration.ofMinutes(5), publisher);
    for (Reading each : readings) {
      long time = Batches.START.plusSeconds(each.number()).toEpochMilli();
      replay.take(each.turbine(), time, each.json().getBytes(UTF_8));
    }
    replay.end();
    assertThat(replay.records()).isEqualTo(readings.length);
    return publisher.accepted().stream().map(Alert::subject).toList();
  }

  @Test
  void tellsTheFirstOfAWindowAndSumsUpTheRest() {
    assertThat(
            subjects(
                Pipelines.HOT,
                reading(1, "wt-01", 36.5),
                reading(2, "wt-01", 37),
                reading(3, "wt-02", 20),
                reading(299, "wt-01", 38),
                reading(300, "wt-01", 39.5)))
        .containsExactly(
            "CRITICAL hot wt-01: 36.5", "CRITICAL hot wt-01: 2 more", "CRITICAL hot wt-01: 39.5");
  }

  @Test
  void takesStagingRulesForLive() {
    assertThat(subjects(Pipelines.staging(Pipelines.HOT), reading(1, "wt-01", 36.5)))
        .containsExactly("CRITICAL hot wt-01: 36.5");
  }

  @Test
  void remembersFromWindowToWindow() {
    AlertRule lasting =
        Pipelines.rule(
            "lasting",
            new Trigger.Matches(new Condition.OutsideBand("data", Band.upTo(35))),
            Duration.ofMinutes(6),
            Optional.empty());

    assertThat(
            subjects(
                lasting,
                reading(10, "wt-01", 36.5),
                reading(290, "wt-01", 36.5),
                reading(310, "wt-01", 36.5),
                reading(371, "wt-01", 36.5)))
        .hasSize(1);
  }

  @Test
  void makesTheAlertsOfAShardThatWasReadInTheSameWindows() {
    RecordingPublisher live = new RecordingPublisher();
    List<Reading> readings = List.of(reading(1, "wt-01", 36.5), reading(2, "wt-01", 37));
    LambdaWindow window =
        new LambdaWindow(
            new StreamAlerts(BoundRules.bind(Pipelines.farm(Pipelines.HOT)), live), true);
    window.send(readings);
    window.end(List.of());

    assertThat(subjects(Pipelines.HOT, readings.toArray(Reading[]::new)))
        .isEqualTo(live.accepted().stream().map(Alert::subject).toList());
  }
}
