package dev.sluice.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Limits;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.pipeline.Trigger.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules that look at more than one record, at their edges. */
class MemoryRulesTest {
  private static final Trigger HOT = new Trigger.Matches(new Condition.Above("data", 35));
  private final List<ShardReading> readings = new ArrayList<>();

  private MemoryRulesTest at(int second, double data) {
    return at(second, "wt-01", data);
  }

  private MemoryRulesTest at(int second, String turbine, double data) {
    readings.add(ShardReading.of(readings.size(), turbine, data, second));
    return this;
  }

  private MemoryRulesTest late(int event, int arrival, double data) {
    readings.add(
        new ShardReading(
            readings.size(), "wt-01", "temperature", Double.toString(data), event, arrival));
    return this;
  }

  private ShardPlay play(Trigger when, Duration hold, Optional<Clearing> clear) {
    AlertRule rule = Pipelines.rule("watch", when, hold, clear);
    return ShardPlay.smooth(BoundRules.bind(Pipelines.farm(rule))).run(readings, 300);
  }

  private ShardPlay play(Trigger when) {
    return play(when, Duration.ZERO, Optional.empty());
  }

  private static List<String> firsts(ShardPlay play) {
    return lines(play, Alert.Kind.FIRST, "event time", "silent at");
  }

  private static List<String> ends(ShardPlay play) {
    return lines(play, Alert.Kind.CLEARED, "until", "until");
  }

  private static List<String> lines(ShardPlay play, Alert.Kind kind, String name, String or) {
    return play.alerts(kind).stream()
        .flatMap(alert -> alert.body().lines())
        .filter(line -> line.startsWith(name + " ") || line.startsWith(or + " "))
        .map(line -> line.substring(line.indexOf('T') + 1, line.length() - 1))
        .toList();
  }

  @Test
  void aConditionMustHoldForItsTime() {
    at(0, 36).at(29, 36).at(30, 36).at(40, 36);
    ShardPlay play = play(HOT, Duration.ofSeconds(30), Optional.empty());

    assertThat(firsts(play)).containsExactly("00:00:30");
    assertThat(play.told()).containsEntry("watch wt-01/temperature", 2L);
    assertThat(play.alerts(Alert.Kind.FIRST).get(0).body())
        .contains("limit        data above 35 for 30s")
        .contains("since        2026-06-01T00:00:00Z");
  }

  @Test
  void aBreakStartsTheTimeAnew() {
    at(0, 36).at(20, 35).at(30, 36).at(59, 36);
    assertThat(firsts(play(HOT, Duration.ofSeconds(30), Optional.empty()))).isEmpty();
  }

  @Test
  void aViolationLastsUntilItIsCleared() {
    at(0, 36).at(10, 34).at(20, 36).at(30, 33).at(40, 32.9).at(50, 36);
    Clearing below33 = new Clearing.Outside(Limits.from(33));
    ShardPlay play = play(HOT, Duration.ZERO, Optional.of(below33));

    assertThat(firsts(play)).containsExactly("00:00:00");
    assertThat(play.told()).as("the second while it lasted, the third anew").containsValue(3L);
    assertThat(ends(play)).as("it began again before the window ended").isEmpty();
  }

  @Test
  void theEndIsToldAfterTheWindow() {
    at(0, 36).at(40, 32.9).at(310, 20);
    ShardPlay play = play(HOT, Duration.ZERO, Optional.of(new Clearing.Outside(Limits.from(33))));
    Alert cleared = play.alerts(Alert.Kind.CLEARED).get(0);

    assertThat(ends(play)).containsExactly("00:00:40");
    assertThat(cleared.subject()).isEqualTo("INFO watch wt-01/temperature: back to normal");
    assertThat(cleared.labels().asMap())
        .containsEntry("severity", "info")
        .containsEntry("kind", "cleared");
    assertThat(cleared.body()).contains("since        2026-06-01T00:00:00Z");
  }

  @Test
  void aViolationThatGoesOnInTheNextWindowIsOnlySummedUp() {
    at(0, 36).at(310, 37).at(320, 38).at(610, 20);
    ShardPlay play = play(HOT, Duration.ZERO, Optional.of(new Clearing.Within(new Limits(10, 33))));

    assertThat(firsts(play)).containsExactly("00:00:00");
    assertThat(play.alerts(Alert.Kind.SUMMARY))
        .singleElement()
        .satisfies(
            summary ->
                assertThat(summary.body())
                    .contains("2 more of watch by wt-01/temperature")
                    .contains("violations   2, of what was told before this window"));
    assertThat(ends(play)).containsExactly("00:10:10");
  }

  @Test
  void anOlderReadingEndsNothingButBeginsSomething() {
    at(20, 20).late(10, 21, 36);
    assertThat(firsts(play(HOT, Duration.ZERO, Optional.of(clearBelow(33)))))
        .containsExactly("00:00:10");
    readings.clear();
    at(20, 36).late(10, 21, 20).at(30, 36);
    ShardPlay play = play(HOT, Duration.ZERO, Optional.of(clearBelow(33)));
    assertThat(play.told()).containsValue(2L);
    assertThat(ends(play)).isEmpty();
  }

  private static Clearing clearBelow(double limit) {
    return new Clearing.Outside(Limits.from(limit));
  }

  @Test
  void aChangeIsScaledToItsDuration() {
    Trigger fast = new Trigger.Change("data", Duration.ofMinutes(1), new Limits(-6, 6));
    at(0, 20).at(10, 21).at(20, 22.01).at(30, 20.9).at(40, 20);
    ShardPlay play = play(fast);

    assertThat(firsts(play)).containsExactly("00:00:20");
    assertThat(play.alerts(Alert.Kind.FIRST).get(0).body())
        .contains("value        change of data per 1m = 6.06")
        .contains("limit        change of data per 1m outside -6 to 6");
    assertThat(play.told()).as("falling by 1.11 in 10 s counts, by 0.9 not").containsValue(2L);
  }

  @Test
  void aChangeNeedsANewerReading() {
    Trigger fast = new Trigger.Change("data", Duration.ofMinutes(1), Limits.upTo(6));
    at(10, 20).late(10, 11, 90).late(5, 12, 0).at(20, 20.5);
    assertThat(firsts(play(fast))).isEmpty();
  }

  @Test
  void aPeriodIsJudgedWhenTheNextBegins() {
    Trigger mean =
        new Trigger.Aggregate(Figure.MEAN, "data", Duration.ofMinutes(1), Limits.upTo(30));
    at(0, 20).at(59, 41);
    assertThat(firsts(play(mean))).isEmpty();
    at(60, 30).at(119, 30).at(120, 0);
    ShardPlay play = play(mean);

    assertThat(firsts(play)).as("30.5, then 30").containsExactly("00:01:00");
    assertThat(play.alerts(Alert.Kind.FIRST).get(0).body())
        .contains("value        mean of data over 1m = 30.5")
        .contains("since        2026-06-01T00:00:00Z");
  }

  @Test
  void figuresAreLowestHighestAndCount() {
    at(0, 20).at(30, 40).at(59, 30).at(60, 30);
    assertThat(firsts(play(aggregate(Figure.MIN, Limits.from(20.5))))).hasSize(1);
    assertThat(firsts(play(aggregate(Figure.MIN, Limits.from(20))))).isEmpty();
    assertThat(firsts(play(aggregate(Figure.MAX, Limits.upTo(39))))).hasSize(1);
    assertThat(firsts(play(aggregate(Figure.COUNT, Limits.upTo(2))))).hasSize(1);
    assertThat(firsts(play(aggregate(Figure.COUNT, Limits.upTo(3))))).isEmpty();
  }

  private static Trigger aggregate(Figure figure, Limits limits) {
    return new Trigger.Aggregate(figure, "data", Duration.ofMinutes(1), limits);
  }

  @Test
  void aReadingOfAPeriodThatIsOverIsPassedOver() {
    at(0, 20).at(60, 20).late(59, 61, 900).at(120, 20);
    assertThat(firsts(play(aggregate(Figure.MAX, Limits.upTo(100))))).isEmpty();
  }

  @Test
  void silenceIsToldWhenOthersCome() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.of("data"));
    at(0, "wt-01", 20.5).at(59, "wt-02", 21);
    assertThat(firsts(play(silent))).isEmpty();
    at(60, "wt-02", 21).at(70, "wt-02", 21);
    ShardPlay play = play(silent);
    Alert alert = play.alerts(Alert.Kind.FIRST).get(0);

    assertThat(firsts(play)).containsExactly("00:01:00");
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
    at(0, "wt-01", 20);
    for (int second = 10; second < 900; second += 10) {
      at(second, "wt-02", 21);
    }
    at(900, "wt-01", 20).at(1_210, "wt-02", 21);
    ShardPlay play = play(silent);

    assertThat(play.told()).containsEntry("watch wt-01/temperature", 1L).hasSize(1);
    assertThat(ends(play)).containsExactly("00:15:00");
  }

  @Test
  void aGapIsFoundEvenIfTheDeviceItselfEndsIt() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.empty());
    at(0, "wt-01", 20).at(30, "wt-02", 20).at(65, "wt-01", 20);
    ShardPlay play = play(silent);

    assertThat(firsts(play)).containsExactly("00:01:00");
    assertThat(ends(play)).containsExactly("00:01:05");
  }

  @Test
  void aShardThatIsSilentAsAWholeTellsNothing() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.empty());
    at(0, "wt-01", 20).at(1, "wt-02", 20).at(3_600, "wt-01", 20).at(3_601, "wt-02", 20);
    assertThat(firsts(play(silent))).isEmpty();
    at(3_640, "wt-01", 20).at(3_662, "wt-01", 20);
    assertThat(firsts(play(silent))).as("wt-02, from when it came back").hasSize(1);
  }

  @Test
  void oneSensorOfATurbineCanBeSilent() {
    Trigger silent = new Trigger.Silence(Duration.ofMinutes(1), Optional.empty());
    for (int second = 0; second <= 70; second += 10) {
      at(second, "wt-01", 20);
    }
    readings.add(0, new ShardReading(-1, "wt-01", "pressure", "70", 0, 0));
    assertThat(play(silent).told()).containsOnlyKeys("watch wt-01/pressure");
  }

  @Test
  void aValueIsStuckAfterItsTime() {
    Trigger stuck = new Trigger.Stuck("data", Duration.ofSeconds(30));
    at(0, 20).at(10, 20.5).at(20, 20.5).at(39, 20.5);
    assertThat(firsts(play(stuck))).isEmpty();
    at(40, 20.5).at(50, 20.5).at(60, 20.6);
    ShardPlay play = play(stuck);

    assertThat(firsts(play)).containsExactly("00:00:40");
    assertThat(play.told()).containsValue(1L);
    assertThat(ends(play)).containsExactly("00:01:00");
    assertThat(play.alerts(Alert.Kind.FIRST).get(0).body())
        .contains("value        data = 20.5")
        .contains("since        2026-06-01T00:00:10Z")
        .contains("limit        data unchanged for 30s");
  }

  @Test
  void aGapIsNotBeingStuck() {
    Trigger stuck = new Trigger.Stuck("data", Duration.ofSeconds(30));
    at(0, 20.5).at(31, 20.5).at(60, 20.5);
    assertThat(firsts(play(stuck))).isEmpty();
    at(61, 20.5);
    assertThat(firsts(play(stuck))).containsExactly("00:01:01");
  }

  @Test
  void anUnbelievableTimeDoesNotHideTheReadingsAfterIt() {
    at(0, 36).late(1_000_000, 10, 36).at(20, 36).at(30, 36);
    assertThat(firsts(play(HOT, Duration.ofSeconds(30), Optional.empty())))
        .containsExactly("00:00:30");
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
      at(i, "wt-" + i % 20, 20);
    }
    ShardPlay play =
        new ShardPlay(BoundRules.bind(Pipelines.farm(rule)), new java.util.Random(3), 0, 3_600)
            .run(readings.subList(0, 20), 300);

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
}
