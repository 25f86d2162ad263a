package dev.sluice.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.alert.rule.GroupBy;
import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.pipeline.Trigger.Figure;
import dev.sluice.core.record.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Rules with memories, through windows, failures and batches of any size. */
class MemoryPropertyTest {
  private static final Optional<Clearing> NO_CLEAR = Optional.empty();
  private static final AlertRule SILENT =
      rule("silent", new Trigger.Silence(Duration.ofSeconds(40), Optional.of("data")), 0, NO_CLEAR);
  private static final AlertRule STUCK =
      rule("stuck", new Trigger.Stuck("data", Duration.ofSeconds(30)), 0, NO_CLEAR);
  private static final AlertRule HELD =
      rule(
          "held",
          new Trigger.Matches(new Condition.OutsideBand("data", Band.upTo(2))),
          20,
          NO_CLEAR);
  private static final AlertRule CLEARED =
      rule(
          "cleared",
          new Trigger.Matches(new Condition.OutsideBand("data", Band.upTo(2))),
          0,
          Optional.of(new Clearing.Limit(Band.from(1), false)));
  private static final AlertRule CHANGING =
      rule(
          "changing",
          new Trigger.Change("data", Duration.ofSeconds(10), new Band(-1, 1)),
          0,
          NO_CLEAR);
  private static final AlertRule MEAN =
      rule(
          "mean",
          new Trigger.Aggregate(Figure.MEAN, "data", Duration.ofSeconds(50), Band.upTo(1.6)),
          0,
          NO_CLEAR);
  private static final BoundRules RULES =
      BoundRules.bind(Pipelines.farm(SILENT, STUCK, HELD, CLEARED, CHANGING, MEAN));

  private static AlertRule rule(
      String name, Trigger when, int holdSeconds, Optional<Clearing> clear) {
    return Pipelines.rule(name, when, Duration.ofSeconds(holdSeconds), clear);
  }

  /** Four turbines over some minutes, now and then silent, with values that often repeat. */
  private static List<ShardReading> readings(Random random, int size) {
    List<ShardReading> readings = new ArrayList<>();
    int second = 0;
    for (int i = 0; i < size; i++) {
      second += random.nextInt(40) == 0 ? random.nextInt(200) : random.nextInt(8);
      String turbine = "wt-" + (random.nextInt(8) == 0 ? 3 : random.nextInt(3));
      String data = random.nextInt(12) == 0 ? "" : Integer.toString(random.nextInt(4));
      readings.add(new ShardReading(i, turbine, "temperature", data, second, second));
    }
    return readings;
  }

  @Property(tries = 150)
  void failuresRetriesAndBatchBoundariesChangeNothingThatIsTold(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 150) int size) {
    List<ShardReading> readings = readings(new Random(seed), size);
    ShardPlay smooth = ShardPlay.smooth(RULES).run(readings, 60);
    ShardPlay rough =
        new ShardPlay(RULES, new Random(seed), 1, StreamAlerts.STATE_BYTES).run(readings, 60);

    assertThat(rough.distinct()).isEqualTo(smooth.distinct());
  }

  @Property(tries = 100)
  void whatIsSentTwiceIsTheSameByteForByte(@ForAll long seed) {
    List<ShardReading> readings = readings(new Random(seed), 100);
    ShardPlay rough =
        new ShardPlay(RULES, new Random(seed), 3, StreamAlerts.STATE_BYTES).run(readings, 60);
    Map<String, Alert> byFingerprint = new HashMap<>();
    for (Alert alert : rough.publisher.accepted()) {
      Alert before = byFingerprint.putIfAbsent(alert.labels().fingerprint(), alert);
      assertThat(before == null || before.equals(alert)).isTrue();
    }
  }

  @Property(tries = 100)
  void manyWindowsTellAsMuchAsOneLongOne(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 120) int windowSeconds) {
    List<ShardReading> readings = readings(new Random(seed), 120);
    ShardPlay windows = ShardPlay.smooth(RULES).run(readings, windowSeconds);
    ShardPlay one = ShardPlay.smooth(RULES).run(readings, 1_000_000);

    assertThat(windows.told()).isEqualTo(one.told());
  }

  @Property(tries = 150)
  void whatIsToldIsWhatAPlainSearchFinds(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 150) int size) {
    List<ShardReading> readings = readings(new Random(seed), size);
    ShardPlay play =
        new ShardPlay(RULES, new Random(seed), 1, StreamAlerts.STATE_BYTES).run(readings, 60);

    assertThat(play.told()).isEqualTo(new PlainSearch(readings).violations());
  }

  @Property(tries = 60)
  void theOrderOfDevicesDoesNotMatter(@ForAll long seed) {
    List<ShardReading> readings = new ArrayList<>();
    List<ShardReading> shuffled = new ArrayList<>();
    Random random = new Random(seed);
    for (int second = 0; second < 400; second += 10) {
      List<ShardReading> burst = new ArrayList<>();
      for (int turbine = 0; turbine < 5; turbine++) {
        if (random.nextInt(5) > 0) {
          String data = Integer.toString(random.nextInt(3));
          burst.add(new ShardReading(0, "wt-" + turbine, "temperature", data, second, second));
        }
      }
      readings.addAll(burst);
      Collections.shuffle(burst, random);
      shuffled.addAll(burst);
    }
    ShardPlay one = ShardPlay.smooth(RULES).run(numbered(readings), 60);
    ShardPlay other = ShardPlay.smooth(RULES).run(numbered(shuffled), 60);

    assertThat(other.distinct()).isEqualTo(one.distinct());
  }

  private static List<ShardReading> numbered(List<ShardReading> readings) {
    List<ShardReading> numbered = new ArrayList<>();
    for (ShardReading each : readings) {
      numbered.add(
          new ShardReading(
              numbered.size(),
              each.turbine(),
              each.type(),
              each.data(),
              each.event(),
              each.arrival()));
    }
    return numbered;
  }

  @Property(tries = 60)
  void theStateStaysWithinItsBound(
      @ForAll long seed, @ForAll @IntRange(min = 600, max = 6_000) int limit) {
    Random random = new Random(seed);
    List<ShardReading> readings = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String turbine = "t\u00fcrbine \"" + random.nextInt(60) + "\"";
      String data = Double.toString(random.nextGaussian());
      readings.add(new ShardReading(i, turbine, "temperature", data, i, i));
    }
    ShardPlay play = new ShardPlay(RULES, random, 1, limit).run(readings, 60);

    int furtherAndTotals = 6 * 140 + 200;
    assertThat(play.largestState()).isLessThanOrEqualTo(limit + furtherAndTotals);
  }

  @Property
  void groupsAreToldApartAndKeepTheirValues(@ForAll String a, @ForAll String b) {
    GroupBy by = new GroupBy(List.of(0, 1), 0);
    Slots slots = new Slots(2);
    fill(slots, 0, PlainText.clean(a));
    fill(slots, 1, PlainText.clean(b));
    String name = by.name(slots, "key");
    if (name.length() < 200) {
      Slots filled = new Slots(2);
      by.fill(name, filled);
      assertThat(filled.text(0)).isEqualTo(PlainText.clean(a));
      assertThat(filled.text(1)).isEqualTo(PlainText.clean(b));
    }
  }

  private static void fill(Slots slots, int slot, String text) {
    slots.setText(slot, text.toCharArray(), 0, text.length());
  }
}
