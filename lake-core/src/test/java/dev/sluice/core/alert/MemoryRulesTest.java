package dev.sluice.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.pipeline.Trigger.Figure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules that look at more than one reading, at their edges. */
class MemoryRulesTest {
  private static final Trigger HOT =
      new Trigger.Matches(new Condition.OutsideBand("data", Band.upTo(35)));
  private final ShardScript script = new ShardScript();

  @Test
  void aConditionMustHoldForItsTime() {
    script.at(0, 36).at(29, 36).at(30, 36).at(40, 36);
    ShardPlay play = script.play(HOT, Duration.ofSeconds(30), Optional.empty());

    assertThat(ShardScript.firsts(play)).containsExactly("00:00:30");
    assertThat(play.told()).containsEntry("watch wt-01/temperature", 2L);
    assertThat(play.alerts(Alert.Kind.FIRST).get(0).body())
        .contains("limit        data above 35 for 30s")
        .contains("since        2026-06-01T00:00:00Z");
  }

  @Test
  void aBreakStartsTheTimeAnew() {
    script.at(0, 36).at(20, 35).at(30, 36).at(59, 36);
    assertThat(ShardScript.firsts(script.play(HOT, Duration.ofSeconds(30), Optional.empty())))
        .isEmpty();
  }

  @Test
  void aViolationLastsUntilItIsCleared() {
    script.at(0, 36).at(10, 34).at(20, 36).at(30, 33).at(40, 32.9).at(50, 36);
    Clearing below33 = new Clearing.Limit(Band.from(33), false);
    ShardPlay play = script.play(HOT, Duration.ZERO, Optional.of(below33));

    assertThat(ShardScript.firsts(play)).containsExactly("00:00:00");
    assertThat(play.told()).as("the second while it lasted, the third anew").containsValue(3L);
    assertThat(ShardScript.ends(play)).as("it began again before the window ended").isEmpty();
  }

  @Test
  void theEndIsToldAfterTheWindow() {
    script.at(0, 36).at(40, 32.9).at(310, 20);
    ShardPlay play =
        script.play(HOT, Duration.ZERO, Optional.of(new Clearing.Limit(Band.from(33), false)));
    Alert cleared = play.alerts(Alert.Kind.CLEARED).get(0);

    assertThat(ShardScript.ends(play)).containsExactly("00:00:40");
    assertThat(cleared.subject()).isEqualTo("INFO watch wt-01/temperature: back to normal");
    assertThat(cleared.labels().asMap())
        .containsEntry("severity", "info")
        .containsEntry("kind", "cleared");
    assertThat(cleared.body()).contains("since        2026-06-01T00:00:00Z");
  }

  @Test
  void aViolationThatGoesOnInTheNextWindowIsOnlySummedUp() {
    script.at(0, 36).at(310, 37).at(320, 38).at(610, 20);
    ShardPlay play =
        script.play(HOT, Duration.ZERO, Optional.of(new Clearing.Limit(new Band(10, 33), true)));

    assertThat(ShardScript.firsts(play)).containsExactly("00:00:00");
    assertThat(play.alerts(Alert.Kind.SUMMARY))
        .singleElement()
        .satisfies(
            summary ->
                assertThat(summary.body())
                    .contains("2 more of watch by wt-01/temperature")
                    .contains(
                        "violations   2, continuing one that was reported before this window"));
    assertThat(ShardScript.ends(play)).containsExactly("00:10:10");
  }

  @Test
  void anOlderReadingEndsNothingButBeginsSomething() {
    script.at(20, 20).late(10, 21, 36);
    assertThat(ShardScript.firsts(script.play(HOT, Duration.ZERO, Optional.of(clearBelow(33)))))
        .containsExactly("00:00:10");
    script.readings.clear();
    script.at(20, 36).late(10, 21, 20).at(30, 36);
    ShardPlay play = script.play(HOT, Duration.ZERO, Optional.of(clearBelow(33)));
    assertThat(play.told()).containsValue(2L);
    assertThat(ShardScript.ends(play)).isEmpty();
  }

  private static Clearing clearBelow(double limit) {
    return new Clearing.Limit(Band.from(limit), false);
  }

  @Test
  void aChangeIsScaledToItsDuration() {
    Trigger fast = new Trigger.Change("data", Duration.ofMinutes(1), new Band(-6, 6));
    script.at(0, 20).at(10, 21).at(20, 22.01).at(30, 20.9).at(40, 20);
    ShardPlay play = script.play(fast);

    assertThat(ShardScript.firsts(play)).containsExactly("00:00:20");
    assertThat(play.alerts(Alert.Kind.FIRST).get(0).body())
        .contains("value        change of data per 1m = 6.06")
        .contains("limit        change of data per 1m outside -6 to 6");
    assertThat(play.told()).as("falling by 1.11 in 10 s counts, by 0.9 not").containsValue(2L);
  }

  @Test
  void aChangeNeedsANewerReading() {
    Trigger fast = new Trigger.Change("data", Duration.ofMinutes(1), Band.upTo(6));
    script.at(10, 20).late(10, 11, 90).late(5, 12, 0).at(20, 20.5);
    assertThat(ShardScript.firsts(script.play(fast))).isEmpty();
  }

  @Test
  void aPeriodIsJudgedWhenTheNextBegins() {
    Trigger mean = new Trigger.Aggregate(Figure.MEAN, "data", Duration.ofMinutes(1), Band.upTo(30));
    script.at(0, 20).at(59, 41);
    assertThat(ShardScript.firsts(script.play(mean))).isEmpty();
    script.at(60, 30).at(119, 30).at(120, 0);
    ShardPlay play = script.play(mean);

    assertThat(ShardScript.firsts(play)).as("30.5, then 30").containsExactly("00:01:00");
    assertThat(play.alerts(Alert.Kind.FIRST).get(0).body())
        .contains("value        mean of data over 1m = 30.5")
        .contains("since        2026-06-01T00:00:00Z");
  }

  @Test
  void figuresAreLowestHighestAndCount() {
    script.at(0, 20).at(30, 40).at(59, 30).at(60, 30);
    assertThat(ShardScript.firsts(script.play(aggregate(Figure.MIN, Band.from(20.5))))).hasSize(1);
    assertThat(ShardScript.firsts(script.play(aggregate(Figure.MIN, Band.from(20))))).isEmpty();
    assertThat(ShardScript.firsts(script.play(aggregate(Figure.MAX, Band.upTo(39))))).hasSize(1);
    assertThat(ShardScript.firsts(script.play(aggregate(Figure.COUNT, Band.upTo(2))))).hasSize(1);
    assertThat(ShardScript.firsts(script.play(aggregate(Figure.COUNT, Band.upTo(3))))).isEmpty();
  }

  private static Trigger aggregate(Figure figure, Band limits) {
    return new Trigger.Aggregate(figure, "data", Duration.ofMinutes(1), limits);
  }

  @Test
  void aDeviceWhoseClockIsAheadSilencesNoOtherOfItsGroup() {
    Trigger max = aggregate(Figure.MAX, Band.upTo(35));
    script.late(540, 0, 20).at(10, 40).late(550, 10, 20).at(70, 40).at(130, 20);

    assertThat(ShardScript.firsts(script.play(max))).as("minutes 0 and 1").contains("00:01:00");
  }

  @Test
  void aReadingOfAPeriodThatIsOverIsPassedOver() {
    script.at(0, 20).at(60, 20).late(59, 61, 900).at(120, 20);
    assertThat(ShardScript.firsts(script.play(aggregate(Figure.MAX, Band.upTo(100))))).isEmpty();
  }

  @Test
  void anUnbelievableTimeIsTheArrivalForRulesWithoutMemoryToo() {
    script.late(1_000_000, 10, 36).late(20, 20, 36);
    ShardPlay play = script.play(HOT, Duration.ZERO, Optional.empty());

    assertThat(ShardScript.firsts(play)).containsExactly("00:00:10");
    assertThat(play.alerts(Alert.Kind.SUMMARY).get(0).body())
        .contains("latest       2026-06-01T00:00:20Z");
  }

  @Test
  void anUnbelievableTimeDoesNotHideTheReadingsAfterIt() {
    script.at(0, 36).late(1_000_000, 10, 36).at(20, 36).at(30, 36);
    assertThat(ShardScript.firsts(script.play(HOT, Duration.ofSeconds(30), Optional.empty())))
        .containsExactly("00:00:30");
  }
}
