package dev.sluice.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.Batches.Reading;
import dev.sluice.core.alert.rule.BoundRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StreamAlertsPropertyTest {
  private static final BoundRules RULES = BoundRules.bind(Pipelines.farm(Pipelines.HOT));

  @Property(tries = 100)
  void everyViolationIsToldFirstOrCountedInOneSummary(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int size, @ForAll boolean keeps) {
    Play play = new Play(new Random(seed), size);
    play.run(keeps, 2, StreamAlerts.STATE_BYTES);
    Map<String, Long> told = new TreeMap<>();
    for (Alert alert : play.distinct().values()) {
      long count = alert.labels().kind() == Alert.Kind.FIRST ? 1 : merged(alert);
      told.merge(alert.labels().device(), count, Long::sum);
    }
    assertThat(told).isEqualTo(play.violationsByDevice());
  }

  @Property(tries = 60)
  void whatIsSentTwiceIsTheSameByteForByte(@ForAll long seed, @ForAll boolean keeps) {
    Play play = new Play(new Random(seed), 40);
    play.run(keeps, 2, StreamAlerts.STATE_BYTES);
    Map<String, Alert> byFingerprint = new HashMap<>();
    for (Alert alert : play.publisher.accepted()) {
      Alert before = byFingerprint.putIfAbsent(alert.labels().fingerprint(), alert);
      assertThat(before == null || before.equals(alert)).isTrue();
    }
    assertThat(byFingerprint.values().stream().map(Alert::body).collect(Collectors.toSet()))
        .as("no two fingerprints for one alert")
        .hasSameSizeAs(byFingerprint.values());
  }

  @Property(tries = 60)
  void failuresAndBoundariesChangeNothingThatIsTold(@ForAll long seed, @ForAll boolean keeps) {
    Play smooth = new Play(new Random(seed), 40);
    smooth.run(keeps, 0, StreamAlerts.STATE_BYTES);
    Play rough = new Play(new Random(seed), 40);
    rough.random.nextInt();
    rough.run(keeps, 1, StreamAlerts.STATE_BYTES);
    assertThat(rough.distinct()).isEqualTo(smooth.distinct());
  }

  @Property(tries = 60)
  void firstAlertsComeInStreamOrder(@ForAll long seed, @ForAll boolean keeps) {
    Play play = new Play(new Random(seed), 40);
    play.run(keeps, 0, StreamAlerts.STATE_BYTES);
    List<String> firsts =
        play.publisher.accepted().stream()
            .filter(alert -> alert.labels().kind() == Alert.Kind.FIRST)
            .map(alert -> alert.labels().device())
            .toList();
    assertThat(firsts).isEqualTo(play.devicesByFirstViolation());
  }

  @Property(tries = 60)
  void aSmallStateStaysWithinItsBoundAndLosesNoViolation(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 1500) int limit, @ForAll boolean keeps) {
    Play play = new Play(new Random(seed), 60);
    LambdaWindow window = play.run(keeps, 2, limit);
    int furtherAndTotals = 128 + 10 + 120;
    assertThat(window.largestState()).isLessThanOrEqualTo(limit + furtherAndTotals);
    long told =
        play.distinct().values().stream()
            .mapToLong(alert -> alert.labels().kind() == Alert.Kind.FIRST ? 1 : merged(alert))
            .sum();
    assertThat(told).isEqualTo(play.violations().size());
  }

  private static long merged(Alert summary) {
    String body = summary.body();
    return Long.parseLong(body.substring(0, body.indexOf(" more of ")));
  }

  /** A random stream in random batches to a topic that fails now and then. */
  private static final class Play {
    private final Random random;
    private final List<Reading> readings = new ArrayList<>();
    private final RecordingPublisher publisher = new RecordingPublisher();

    Play(Random random, int size) {
      this.random = random;
      for (int i = 0; i < size; i++) {
        String turbine = "wt-" + random.nextInt(6);
        readings.add(Batches.reading(i, turbine, random.nextInt(3) == 0 ? 20 : 36 + i));
      }
    }

    LambdaWindow run(boolean keeps, int failuresOfSixteen, int stateBytes) {
      LambdaWindow window =
          new LambdaWindow(new StreamAlerts(RULES, publisher, Optional.empty(), stateBytes), keeps);
      publisher.failFor(alert -> random.nextInt(16) < failuresOfSixteen);
      int at = 0;
      while (at < readings.size() && random.nextInt(8) != 0) {
        int end = Math.min(readings.size(), at + 1 + random.nextInt(15));
        window.send(readings.subList(at, end));
        at = end;
      }
      window.end(readings.subList(at, readings.size()));
      return window;
    }

    Map<String, Alert> distinct() {
      return publisher.accepted().stream()
          .collect(Collectors.toMap(alert -> alert.labels().fingerprint(), a -> a, (a, b) -> a));
    }

    List<Reading> violations() {
      return readings.stream().filter(each -> each.data() > 35).toList();
    }

    Map<String, Long> violationsByDevice() {
      return violations().stream()
          .collect(Collectors.groupingBy(Reading::turbine, TreeMap::new, Collectors.counting()));
    }

    List<String> devicesByFirstViolation() {
      Set<String> seen = new HashSet<>();
      return violations().stream().map(Reading::turbine).filter(seen::add).toList();
    }
  }
}
