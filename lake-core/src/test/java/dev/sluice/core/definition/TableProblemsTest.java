package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TrustedTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableProblemsTest {
  private static final String COLUMN = "      wind_ms: {from: wind, type: double}";

  @TempDir Path folder;

  private List<String> problems(String old, String replacement) {
    return PipelineFile.copy("seattle", folder).replace(old, replacement).problems();
  }

  @Test
  void rejectsAPartitionWithAGap() {
    assertThat(problems("raw:\n  partition: [year, month]", "raw:\n  partition: [year, day]"))
        .contains(
            "raw.partition: must begin with year and leave out none, but is [year, day];"
                + " write e.g. [year, month]");
  }

  @Test
  void rejectsATrustedPartitionFinerThanRaw() {
    assertThat(
            problems(
                "    partition: [year, month]",
                "    format: parquet\n    partition: [year, month, day]"))
        .containsExactly(
            "trusted.days.partition: [year, month, day] is finer than raw.partition [year, month];"
                + " leave fields out here, or add them there");
  }

  @Test
  void takesRawsPartitionIfATableNamesNone() {
    PipelineFile seattle =
        PipelineFile.copy("seattle", folder).replace("    partition: [year, month]\n", "");

    assertThat(seattle.load().trusted().get(0).partition())
        .containsExactly(PartitionField.YEAR, PartitionField.MONTH);
  }

  @Test
  void rejectsALateThatIsNoDuration() {
    assertThat(problems("late: unlimited", "late: forever"))
        .containsExactly("raw.late: needs a duration like 10s, 1m, 2h or 7d, but is 'forever'");
  }

  @Test
  void rejectsAColumnFromNowhere() {
    assertThat(problems("from: wind,", "from: wimd,"))
        .singleElement()
        .asString()
        .startsWith("trusted.days.columns.wind_ms.from: no field in record.schema is named 'wimd'");
  }

  @Test
  void takesTheFieldOfTheColumnsNameIfNoneIsGiven() {
    assertThat(problems(COLUMN, "      wind: {type: double}"))
        .allMatch(problem -> problem.startsWith("queries.") && problem.contains("'wind_ms'"));
  }

  @Test
  void rejectsACastThatMakesNoSense() {
    assertThat(problems(COLUMN, "      wind_ms: {from: wind, type: timestamp}"))
        .containsExactly(
            "trusted.days.columns.wind_ms.type: the field 'wind' is of type double, which can't"
                + " become timestamp");
  }

  @Test
  void rejectsAReservedWordAsColumn() {
    assertThat(problems(COLUMN, "      date: {from: date, type: date}"))
        .containsExactly(
            "trusted.days.columns.date: the name 'date' is a reserved word of SQL; rename it,"
                + " e.g. 'event_date'");
  }

  @Test
  void rejectsAReservedWordAsTable() {
    assertThat(problems("  days:", "  values:"))
        .contains(
            "trusted.values: the name 'values' is a reserved word of SQL; rename it,"
                + " e.g. 'values_value'");
  }

  @Test
  void rejectsUpperCaseColumns() {
    assertThat(problems(COLUMN, "      windMs: {from: wind, type: double}"))
        .containsExactly(
            "trusted.days.columns.windMs: the name 'windMs' needs quotes in SQL; begin with a-z,"
                + " then use a-z, 0-9 and _, e.g. 'wind_ms'");
  }

  @Test
  void rejectsAColumnNamedLikeAPartition() {
    assertThat(
            PipelineFile.copy("seattle", folder)
                .replace(COLUMN, "      month: {from: wind, type: int}")
                .replace(
                    "    partition: [year, month]",
                    "    format: parquet\n    partition: [year, month]")
                .problems())
        .containsExactly(
            "trusted.days.columns.month: the partition has a column 'month' already;"
                + " rename this one");
  }

  @Test
  void rejectsARuleForLossesThatIsNone() {
    assertThat(
            problems(
                COLUMN, "      wind_ms: {from: wind, type: double, onFail: ignore, maxNull: 0.01}"))
        .containsExactly(
            "trusted.days.columns.wind_ms.onFail: unknown onFail 'ignore'; known: keep, drop,"
                + " fail",
            "trusted.days.columns.wind_ms.maxNull: is a share of the rows from 0% to 100%, e.g."
                + " 1%, but is '0.01'");
  }

  @Test
  void readsWhatIsLostOfAColumnAtMost() {
    ColumnRule rule =
        PipelineFile.copy("windfarm", folder)
            .replace(
                "      turbine: {from: turbine, type: string, required: true}",
                "      turbine: {from: turbine, type: string, onFail: drop, maxNull: 0.5%}")
            .load()
            .trusted()
            .get(0)
            .columns()
            .stream()
            .filter(column -> column.name().equals("turbine"))
            .findFirst()
            .orElseThrow()
            .rule();
    assertThat(rule.onFail()).isEqualTo(ColumnRule.OnFail.DROP);
    assertThat(rule.maxNull()).contains(0.5);
  }

  @Test
  void aTableIsAsFreshAsItsEventTimeOrTheColumnThatIsNamed() {
    PipelineFile farm = PipelineFile.copy("windfarm", folder);
    TrustedTable table = farm.load().trusted().get(0);
    assertThat(table.rows().time()).contains("event_time");
    assertThat(table.columns().stream().filter(each -> each.name().equals("event_time")))
        .singleElement()
        .satisfies(time -> assertThat(time.rule().format()).contains(TimeFormat.USUAL));
    assertThat(
            farm.replace("    dedupe: reading_id", "    dedupe: reading_id\n    time: turbine")
                .problems())
        .containsExactly(
            "trusted.readings.time: the column 'turbine' is of type string, but must be one of"
                + " date, timestamp, timestamp(6)");
  }

  @Test
  void aStrictRecordDeclaresItsFields() {
    PipelineFile farm = PipelineFile.copy("windfarm", folder);
    assertThat(farm.load().inputs().get(0).declared()).isEmpty();
    assertThat(
            farm.replace("  time: timestamp\n", "  time: timestamp\n  strict: true\n")
                .load()
                .inputs()
                .get(0)
                .declared())
        .contains(List.of("id", "turbine", "type", "data", "timestamp"));
  }

  @Test
  void rejectsSortingByAnUnknownColumn() {
    assertThat(problems("sort: [weather_date]", "sort: [weather_dat]"))
        .singleElement()
        .asString()
        .startsWith("trusted.days.sort[0]: no column of this table is named 'weather_dat'")
        .endsWith("did you mean 'weather_date'?");
  }

  @Test
  void rejectsSortingByAColumnTwice() {
    assertThat(problems("sort: [weather_date]", "sort: [weather_date, weather_date]"))
        .containsExactly("trusted.days.sort[1]: 'weather_date' stands twice in the list");
  }

  @Test
  void rejectsDedupingByAColumnThatMayBeEmpty() {
    assertThat(problems("dedupe: day_id", "dedupe: weather"))
        .containsExactly(
            "trusted.days.dedupe: rows without 'weather' would count as duplicates of each other;"
                + " add 'required: true' to the column");
  }
}
