package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.pipeline.Trigger.Figure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that look at more than one record. */
class RuleProblemsTest {
  private static final String RULE = "alerts.strong-wind.";

  @TempDir Path folder;

  private PipelineFile rule(String when) {
    return PipelineFile.copy("seattle", folder)
        .replace("when: {field: wind, above: \"${WIND_MAX:8}\"}", when)
        .replace("message: \"Wind of {wind} m/s on {date}\"", "message: \"At {station}\"");
  }

  private List<String> problems(String when) {
    return rule(when).problems();
  }

  private AlertRule loaded(String when) {
    return rule(when).load().alerts().stream()
        .filter(rule -> rule.name().equals("strong-wind"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readsChange() {
    assertThat(loaded("when: {change: wind, per: 1m, outside: [-2, 3]}").when())
        .isEqualTo(new Trigger.Change("wind", Duration.ofMinutes(1), new Band(-2, 3)));
  }

  @Test
  void readsAggregates() {
    assertThat(loaded("when: {mean: wind, over: 5m, above: 40}").when())
        .isEqualTo(
            new Trigger.Aggregate(Figure.MEAN, "wind", Duration.ofMinutes(5), Band.upTo(40)));
    assertThat(loaded("when: {count: weather, over: 1d, below: 2}").when())
        .isEqualTo(
            new Trigger.Aggregate(Figure.COUNT, "weather", Duration.ofDays(1), Band.from(2)));
  }

  @Test
  void readsSilenceAndStuck() {
    assertThat(loaded("when: {silentFor: 5m}").when())
        .isEqualTo(new Trigger.Silence(Duration.ofMinutes(5), Optional.empty()));
    assertThat(loaded("when: {silentFor: 5m, field: wind}").when())
        .isEqualTo(new Trigger.Silence(Duration.ofMinutes(5), Optional.of("wind")));
    assertThat(loaded("when: {stuckFor: 5m, field: weather}").when())
        .isEqualTo(new Trigger.Stuck("weather", Duration.ofMinutes(5)));
  }

  @Test
  void readsWhereByForAndClear() {
    AlertRule rule =
        loaded(
            """
            when: {field: wind, above: 8}
                where: {field: weather, equals: sun}
                by: [station, weather]
                for: 30s
                clear: {below: 7}\
            """);

    assertThat(rule.remembers()).isTrue();
    assertThat(rule.scope().by()).containsExactly("station", "weather");
    assertThat(rule.scope().where()).contains(new Condition.Equals("weather", "sun"));
    assertThat(rule.firing().hold()).isEqualTo(Duration.ofSeconds(30));
    assertThat(rule.firing().clear()).contains(new Clearing.Limit(Band.from(7), false));
  }

  @Test
  void readsWhatEndsAViolation() {
    String when = "when: {field: wind, above: 8}\n    clear: ";
    assertThat(loaded(when + "{within: [1, 7]}").firing().clear())
        .contains(new Clearing.Limit(new Band(1, 7), true));
    assertThat(loaded(when + "{field: weather, equals: sun}").firing().clear())
        .contains(new Clearing.Matches(new Condition.Equals("weather", "sun")));
  }

  @Test
  void rejectsTwoFiguresAndNoLimit() {
    assertThat(problems("when: {mean: wind, max: wind, over: 5m}"))
        .containsExactly(
            RULE
                + "when: needs exactly one of above, below, atLeast, atMost, outside, but has none",
            RULE + "when: needs exactly one of mean, min, max, count, but has mean and max");
  }

  @Test
  void rejectsAChangeWithoutADuration() {
    assertThat(problems("when: {change: wind, above: 3}"))
        .containsExactly(RULE + "when: the key 'per' is missing");
  }

  @Test
  void rejectsTheMeanOfATextButCountsOne() {
    assertThat(problems("when: {mean: weather, over: 5m, above: 1}"))
        .containsExactly(
            RULE
                + "when.mean: the field 'weather' is of type string, but must be one of int, long,"
                + " float, double");
    assertThat(problems("when: {count: weather, over: 5m, above: 1}")).isEmpty();
  }

  @Test
  void rejectsSilenceWithForAndClear() {
    assertThat(problems("when: {silentFor: 0s}"))
        .containsExactly(RULE + "when.silentFor: must be longer than nothing, but is '0s'");
    assertThat(problems("when: {silentFor: 9s}\n    for: 5m\n    clear: {below: 3}"))
        .containsExactly(
            RULE + "for: remove 'for': silentFor and stuckFor already say how long",
            RULE
                + "clear: remove 'clear': the next reading ends a silence, the next other value a"
                + " stuck one");
  }

  @Test
  void rejectsAFieldThatIsUnknownInSilence() {
    assertThat(
            rule("when: {silentFor: 5m}")
                .replace("At {station}", "{weather} at {station}")
                .problems())
        .containsExactly(
            RULE
                + "message: the field 'weather' is not known when no record comes; use station, or"
                + " add it to by");
  }

  @Test
  void rejectsAClearThatMeasuresNothing() {
    assertThat(problems("when: {field: weather, equals: sun}\n    clear: {below: 3}"))
        .containsExactly(
            RULE
                + "clear: needs a condition like {field: NAME, equals: VALUE}: 'when' compares no"
                + " number with a limit");
    assertThat(
            problems("when: {change: wind, per: 1m, above: 3}\n    clear: {field: wind, below: 3}"))
        .containsExactly(
            RULE
                + "clear: needs a limit like {below: 30}, without a field, for the number that"
                + " 'when' measures");
  }

  @Test
  void rejectsUnknownFieldsInByAndWhere() {
    assertThat(
            problems(
                "when: {stuckFor: 5m, field: wind}\n    by: [station, station, place]\n"
                    + "    where: {field: wether, equals: sun}"))
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith(RULE + "by[1]: 'station' stands twice"))
        .anyMatch(problem -> problem.startsWith(RULE + "by[2]: no field in record.schema"))
        .anyMatch(problem -> problem.startsWith(RULE + "where.field: no field"));
  }

  @Test
  void keepsPlainConditionsOutOfMemoryTriggers() {
    assertThat(problems("when: {all: [{silentFor: 5m}]}"))
        .contains(
            RULE
                + "when.all[0].silentFor: unknown key; known here: field, above, below, atLeast,"
                + " atMost, outside, equals, contains");
  }
}
