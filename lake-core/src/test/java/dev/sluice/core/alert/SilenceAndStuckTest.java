package dev.sluice.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.AlertBudget;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules on what does not come and what does not change, and how much is remembered. */
class SilenceAndStuckTest {
  private final ShardScript script = new ShardScript();

  @Test
  void silenceIsToldWhenOthersCome() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.of("data"));
    script.at(0, "wt-01", 20.5).at(59, "wt-02", 21);
    assertThat(ShardScript.firsts(script.play(silent))).isEmpty();
    script.at(60, "wt-02", 21).at(70, "wt-02", 21);
    ShardPlay play = script.play(silent);
    Alert alert = play.alerts(Alert.Kind.FIRST).get(0);

    assertThat(ShardScript.firsts(play)).containsExactly("00:01:00");
    assertThat(alert.subject()).isEqualTo("WARNING watch wt-01/temperature: silent");
    assertThat(alert.body())
        .startsWith("wt-01 temperature: watch\n")
        .contains("last value   data = 20.5")
        .contains("since        2026-06-01T00:00:00Z")
        .contains("limit        no reading for 1m");
  }

  @Test
  void silenceEndsWithTheNextReadingAndIsToldOnceHoweverLong() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.empty());
    script.at(0, "wt-01", 20);
    for (int second = 10; second < 900; second += 10) {
      script.at(second, "wt-02", 21);
    }
    script.at(900, "wt-01", 20).at(1_210, "wt-02", 21);
    ShardPlay play = script.play(silent);

    assertThat(play.told()).containsEntry("watch wt-01/temperature", 1L).hasSize(1);
    assertThat(ShardScript.ends(play)).containsExactly("00:15:00");
  }

  @Test
  void aGapIsFoundEvenIfTheDeviceItselfEndsIt() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.empty());
    script.at(0, "wt-01", 20).at(30, "wt-02", 20).at(65, "wt-01", 20);
    ShardPlay play = script.play(silent);

    assertThat(ShardScript.firsts(play)).containsExactly("00:01:00");
    assertThat(ShardScript.ends(play)).containsExactly("00:01:05");
  }

  @Test
  void aShardThatIsSilentAsAWholeTellsNothing() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.empty());
    script.at(0, "wt-01", 20).at(1, "wt-02", 20).at(3_600, "wt-01", 20).at(3_601, "wt-02", 20);
    assertThat(ShardScript.firsts(script.play(silent))).isEmpty();
    script.at(3_640, "wt-01", 20).at(3_662, "wt-01", 20);
    assertThat(ShardScript.firsts(script.play(silent)))
        .as("wt-02, from when it came back")
        .hasSize(1);
  }

  @Test
  void oneSensorOfATurbineCanBeSilent() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.empty());
    for (int second = 0; second <= 70; second += 10) {
      script.at(second, "wt-01", 20);
    }
    script.readings.add(0, new ShardReading(-1, "wt-01", "pressure", "70", 0, 0));
    assertThat(script.play(silent).told()).containsOnlyKeys("watch wt-01/pressure");
  }

  @Test
  void aValueIsStuckAfterItsTime() {
    Trigger stuck = new Trigger.Stuck("data", Duration.ofSeconds(30));
    script.at(0, 20).at(10, 20.5).at(20, 20.5).at(39, 20.5);
    assertThat(ShardScript.firsts(script.play(stuck))).isEmpty();
    script.at(40, 20.5).at(50, 20.5).at(60, 20.6);
    ShardPlay play = script.play(stuck);

    assertThat(ShardScript.firsts(play)).containsExactly("00:00:40");
    assertThat(play.told()).containsValue(1L);
    assertThat(ShardScript.ends(play)).containsExactly("00:01:00");
    assertThat(play.alerts(Alert.Kind.FIRST).get(0).body())
        .contains("value        data = 20.5")
        .contains("since        2026-06-01T00:00:10Z")
        .contains("limit        data unchanged for 30s");
  }

  @Test
  void aGapIsNotBeingStuck() {
    Trigger stuck = new Trigger.Stuck("data", Duration.ofSeconds(30));
    script.at(0, 20.5).at(31, 20.5).at(60, 20.5);
    assertThat(ShardScript.firsts(script.play(stuck))).isEmpty();
    script.at(61, 20.5);
    assertThat(ShardScript.firsts(script.play(stuck))).containsExactly("00:01:01");
  }

  @Test
  void aFarBeyondTheRoomIsCountedAndNotWatched() {
    AlertRule rule =
        Pipelines.rule(
            "stuck",
            new Trigger.Stuck("data", Duration.ofSeconds(30)),
            Duration.ZERO,
            Optional.empty());
    for (int i = 0; i < 40; i++) {
      script.at(i, "wt-" + i % 20, 20);
    }
    ShardPlay play =
        new ShardPlay(BoundRules.bind(Pipelines.farm(rule)), new Random(3), 0, 3_600)
            .run(script.readings.subList(0, 20), 300);

    assertThat(play.largestState()).isLessThan(3_600);
    assertThat(play.state()).contains("m/stuck/wt-0/temperature").doesNotContain("wt-19");
  }

  @Test
  void rulesWithAMemoryNeedAStore() {
    AlertRule rule =
        Pipelines.rule(
            "s", new Trigger.Stuck("data", Duration.ofDays(1)), Duration.ZERO, Optional.empty());
    BoundRules rules = BoundRules.bind(Pipelines.farm(rule));
    assertThatThrownBy(() -> new StreamAlerts(rules, new RecordingPublisher()))
        .hasMessageContaining("need a store");
  }

  @Test
  void rulesWithAMemoryRefuseABatchWithoutAWindowByName() {
    AlertRule rule =
        Pipelines.rule(
            "calm", new Trigger.Stuck("data", Duration.ofDays(1)), Duration.ZERO, Optional.empty());
    BoundRules rules = BoundRules.bind(Pipelines.farm(Pipelines.HOT, rule));
    RecordingPublisher publisher = new RecordingPublisher();
    StreamAlerts alerts =
        new StreamAlerts(rules, publisher, new InMemoryObjectStore(), AlertBudget.DEFAULT);
    RecordBatch windowless = Batches.windowless(List.of(Batches.reading(1, "wt-01", 36)));

    assertThatThrownBy(() -> alerts.process(windowless))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("calm of farm remember earlier records")
        .hasMessageContaining("ParallelizationFactor of 1");
    assertThat(publisher.accepted()).isEmpty();
  }
}
