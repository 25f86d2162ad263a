package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.ColumnValue;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.pipeline.check.TableRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckProblemsTest {
  private static final String EACH_RULE =
      """
      {filled: {column: weather, notNull: true, onFail: warn},
        wind: {column: wind_ms, range: {min: 0, max: 40.5}, onFail: quarantine},
        dates: {column: weather_date, range: {min: 2012-01-01}},
        kind: {column: weather, in: [rain, sun], onFail: fail},
        form: {column: weather, matches: "[a-z]+"},
        once: {unique: [weather_date, weather]},
        calm: {that: {column: wind_ms, above: 3}},
        known: {foreignKey: {column: weather, references: days.weather}},
        none: {sql: "SELECT weather FROM days"},
        size: {rows: {min: 1, max: 9, change: 12.5%}},
        fresh: {freshness: 2h, onFail: fail}}\
      """;

  @TempDir Path folder;

  private PipelineFile with(String key, String text) {
    return PipelineFile.copy("seattle", folder)
        .replace("    dedupe: day_id\n", "    " + key + ": " + text + "\n" + dedupe(key));
  }

  private static String dedupe(String key) {
    return key.equals("dedupe") ? "" : "    dedupe: day_id\n";
  }

  private Checks checks(String checks) {
    return with("checks", checks).load().trusted().get(0).checks();
  }

  @Test
  void readsEachRuleOfRows() {
    assertThat(checks(EACH_RULE).rows())
        .containsExactly(
            row("filled", new RowRule.NotNull("weather"), Severity.WARN),
            row(
                "wind",
                new RowRule.Range("wind_ms", Optional.of("0"), Optional.of("40.5")),
                Severity.QUARANTINE),
            row(
                "dates",
                new RowRule.Range("weather_date", Optional.of("2012-01-01"), Optional.empty()),
                Severity.WARN),
            row("kind", new RowRule.In("weather", List.of("rain", "sun")), Severity.FAIL),
            row("form", new RowRule.Matches("weather", "[a-z]+"), Severity.WARN),
            row("once", new RowRule.Unique(List.of("weather_date", "weather")), Severity.WARN),
            row(
                "calm",
                new RowRule.That(new Condition.OutsideBand("wind_ms", Band.upTo(3))),
                Severity.WARN));
  }

  @Test
  void readsEachRuleOfTables() {
    assertThat(checks(EACH_RULE).table())
        .containsExactly(
            table("known", new TableRule.ForeignKey("weather", "days", "weather")),
            table("none", new TableRule.Sql("SELECT weather FROM days")),
            table(
                "size",
                new TableRule.Size(
                    OptionalLong.of(1), OptionalLong.of(9), OptionalDouble.of(0.125))),
            new TableCheck("fresh", new TableRule.Freshness(Duration.ofHours(2)), Severity.FAIL));
  }

  @Test
  void aTimeThatNoMillisecondsReachIsNoValue() {
    String far = "+999999999-01-01T00:00:00Z";

    assertThat(ColumnValue.bits(FieldType.TIMESTAMP, far)).isEmpty();
    assertThat(ColumnValue.compare(FieldType.TIMESTAMP, far, "2026-06-01")).isZero();
  }

  private static RowCheck row(String name, RowRule rule, Severity severity) {
    return new RowCheck(name, rule, severity);
  }

  private static TableCheck table(String name, TableRule rule) {
    return new TableCheck(name, rule, Severity.WARN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      maxCharsPerColumn = 1000,
      textBlock =
          """
          {column: wimd, notNull: true} => trusted.days.checks.x.column: no column of this table is named 'wimd'; known:
          {column: weather, matches: "[a-"} => trusted.days.checks.x.matches: '[a-' is not a regular expression of Java: Illegal character range at character
          {column: weather, range: {min: a}} => trusted.days.checks.x.column: the column 'weather' is of type string, but must be one of int, long,
          {column: wind_ms, range: {min: calm}} => trusted.days.checks.x.range.min: 'calm' is not a value of type double, as the column 'wind_ms' has them; write e.g. 4.2
          {column: weather_date, in: [2012-13-01]} => trusted.days.checks.x.in[0]: '2012-13-01' is not a value of type date, as the column 'weather_date' has them; write e.g. 2026-06-01
          {column: wind_ms, range: {min: 3, max: 2}} => trusted.days.checks.x.range: min '3' is above max '2'; swap them
          {column: wind_ms, range: {mim: 3}} => trusted.days.checks.x.range.mim: unknown key; known here: min, max; did you mean 'min'?
          {column: wind_ms} => trusted.days.checks.x: needs exactly one of notNull, range, in,
          {column: wind_ms, notNull: true, in: [1]} => trusted.days.checks.x: needs exactly one of notNull, range, in,
          {range: {min: 3}} => trusted.days.checks.x: the key 'column' is missing: 'range' is a rule of one column
          {column: weather, unique: [weather]} => trusted.days.checks.x.column: 'unique' names its columns itself; leave 'column' out
          {column: weather, notNull: false} => trusted.days.checks.x.notNull: must be true; or leave the check out
          {column: day_id, notNull: true} => trusted.days.checks.x.notNull: rows without 'day_id' are dropped before, as the column is required;
          {column: weather, notNull: true, onFail: drop} => trusted.days.checks.x.onFail: unknown severity 'drop'; known: warn, quarantine, fail
          {freshness: 1h, onFail: quarantine} => trusted.days.checks.x.onFail: 'freshness' checks the table after it is published, when its rows can't be put into quarantine; take warn or fail
          {foreignKey: {column: weather, references: dais.weather}} => trusted.days.checks.x.foreignKey.references: no table is named 'dais'; known: days
          {foreignKey: {column: weather, references: days.wether}} => trusted.days.checks.x.foreignKey.references: no column of table 'days' is named 'wether'; known:
          {foreignKey: {column: weather, references: days.wind_ms}} => trusted.days.checks.x.foreignKey.references: is of type double, but the column that refers to it is of type string
          {foreignKey: {column: weather, references: days}} => trusted.days.checks.x.foreignKey.references: is TABLE.COLUMN, e.g. turbines.id, but is 'days'
          {rows: {change: half}} => trusted.days.checks.x.rows.change: needs a percentage above 0 like 50%, but is 'half'
          {rows: {min: 3, max: 2}} => trusted.days.checks.x.rows: min 3 is above max 2; swap them
          {sql: DROP TABLE days} => trusted.days.checks.x.sql:
          {that: {column: wimd, above: 1}} => trusted.days.checks.x.that.column: no column of this table is named 'wimd'
          """)
  void namesWhatIsWrongWithACheck(String check, String problem) {
    assertThat(with("checks", "{x: " + check + "}").problems())
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @Test
  void rejectsANameThatIsNoName() {
    assertThat(with("checks", "{X Y: {freshness: 1h}}").problems())
        .containsExactly(
            "trusted.days.checks.X Y: the name 'X Y' is not allowed;"
                + " begin with a-z, then use a-z, 0-9 and -");
  }

  @Test
  void rejectsATableNamedLikeAQuarantine() {
    assertThat(
            PipelineFile.copy("seattle", folder).replace("  days:", "  a__quarantine:").problems())
        .anyMatch(problem -> problem.contains("are kept for what checks find"));
  }

  @Test
  void knowsTheQuarantineAsATable() {
    PipelineFile file =
        with("checks", "{wind: {column: wind_ms, range: {min: 0}, onFail: quarantine}}");

    assertThat(file.problems()).isEmpty();
    assertThat(file.load().catalogTables())
        .extracting(TrustedTable::name)
        .containsExactly("days", "days__quarantine");
  }

  @Test
  void readsSeveralKeysAndTheLatest() {
    assertThat(
            with("dedupe", "{by: [day_id, weather_date], latest: wind_ms}")
                .load()
                .trusted()
                .get(0)
                .rows()
                .dedupe())
        .isEqualTo(
            new TrustedTable.Dedupe(List.of("day_id", "weather_date"), Optional.of("wind_ms")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      maxCharsPerColumn = 1000,
      textBlock =
          """
          {by: [weather]} => trusted.days.dedupe.by[0]: rows without 'weather' would count as duplicates of each other; add 'required: true' to the column
          {by: [day_id], latest: weather} => trusted.days.dedupe.latest: the column 'weather' is of type string, but must be one of
          {by: [weather_date], latest: weather_date} => trusted.days.dedupe.latest: duplicates have the same 'weather_date', so none is later; name another column
          {by: [day_id, day_id]} => trusted.days.dedupe.by[1]: 'day_id' stands twice in the list
          {by: [day_i]} => trusted.days.dedupe.by[0]: no column of this table is named 'day_i'
          {latest: wind_ms} => trusted.days.dedupe: the key 'by' is missing
          {by: [day_id], deleted: {column: weather, equals: gone}} => trusted.days.dedupe.deleted: a deletion must be told from what comes after it; name the column with the version in 'latest'
          {by: [day_id], latest: wind_ms, deleted: {column: wether, equals: gone}} => trusted.days.dedupe.deleted.column: no column of this table is named 'wether'
          {by: [day_id], latest: weather_date} => trusted.days.dedupe: 'weather_date' is the event time, so a later version lies in another partition than the one before, which would stay; add 'partition: []' to the table
          """)
  void namesWhatIsWrongWithDuplicates(String dedupe, String problem) {
    assertThat(with("dedupe", dedupe).problems()).singleElement().asString().startsWith(problem);
  }
}
