package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.BARS;
import static dev.sluice.core.trusted.TableLake.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule over columns of each type. */
class RowRulesOfChecksTest {
  @TempDir Path folder;

  /** What fails a rule over a column of that type. */
  private List<String> failing(FieldType type, RowRule rule, String... values) throws IOException {
    StringBuilder csv = new StringBuilder("id|v\n");
    for (int i = 0; i < values.length; i++) {
      csv.append(i).append('|').append(values[i]).append('\n');
    }
    TableLake lake = lake(type, rule).put(csv.toString());
    lake.run();
    return lake.store.head("trusted/shop/things__quarantine/part-0.parquet").isEmpty()
        ? List.of()
        : lake.quarantine().stream().map(row -> row.substring(0, row.indexOf('|'))).toList();
  }

  private TableLake lake(FieldType type, RowRule rule) {
    return new TableLake(
        folder,
        BARS,
        new TrustedTable.Rows(TrustedTable.Dedupe.by("id"), List.of(), Optional.empty()),
        new Checks(List.of(new RowCheck("rule", rule, Severity.QUARANTINE)), List.of()),
        id(),
        new Column("v", type, "v", ColumnRule.NONE, false, false, ""));
  }

  private static RowRule range(String min, String max) {
    return new RowRule.Range("v", Optional.ofNullable(min), Optional.ofNullable(max));
  }

  private static RowRule in(String... values) {
    return new RowRule.In("v", List.of(values));
  }

  @Test
  void comparesEachTypeWithARange() throws IOException {
    assertThat(failing(FieldType.INT, range("-1", "1"), "-2", "-1", "1", "2", ""))
        .containsExactly("0", "3");
    assertThat(
            failing(
                FieldType.LONG,
                range(null, "9007199254740992"),
                "9007199254740992",
                "9007199254740993"))
        .containsExactly("1");
    assertThat(failing(FieldType.FLOAT, range("0.1", null), "0.1", "0.09")).containsExactly("1");
    assertThat(failing(FieldType.DOUBLE, range("0", "0"), "-0.0", "0", "1e-300"))
        .containsExactly("2");
    assertThat(failing(FieldType.DATE, range("2026-06-01", null), "2026-05-31", "2026-06-01"))
        .containsExactly("0");
    assertThat(
            failing(
                FieldType.TIMESTAMP,
                range("2026-06-01", "2026-06-01T02:00:00+02:00"),
                "2026-06-01T00:00:00Z",
                "2026-06-01T00:00:00.001Z"))
        .containsExactly("1");
  }

  @Test
  void looksForEachTypeAmongValues() throws IOException {
    assertThat(failing(FieldType.STRING, in("ä", "b", ""), "ä", "b", "a", "ää", ""))
        .containsExactly("2", "3");
    assertThat(failing(FieldType.INT, in("1", "-3"), "1", "-3", "3")).containsExactly("2");
    assertThat(failing(FieldType.DOUBLE, in("0", "1.50"), "-0.0", "1.5", "2")).containsExactly("2");
    assertThat(failing(FieldType.FLOAT, in("0.1"), "0.1", "0.2")).containsExactly("1");
    assertThat(failing(FieldType.BOOLEAN, in("true"), "true", "false")).containsExactly("1");
    assertThat(failing(FieldType.DATE, in("2026-06-01"), "2026-06-01", "2026-06-02"))
        .containsExactly("1");
  }

  @Test
  void matchesWholeTexts() throws IOException {
    RowRule rule = new RowRule.Matches("v", "wt-[0-9]{2}|.ö");

    assertThat(failing(FieldType.STRING, rule, "wt-01", "wt-1", "xwt-01", "aö", "😀ö", ""))
        .containsExactly("1", "2");
  }

  @Test
  void aTextThatCanHardlyBeMatchedFails() throws IOException {
    RowRule backtracking = new RowRule.Matches("v", "(a+)+b");

    assertThat(failing(FieldType.STRING, backtracking, "a".repeat(60), "aab")).containsExactly("0");
  }

  @Test
  void whatATextMatchesDoesNotDependOnTheStackOfWhoAsks() throws IOException {
    RowRule deep = new RowRule.Matches("v", "(ab|ba)*");
    String text = "ab".repeat(20_000);

    assertThat(failing(FieldType.STRING, deep, text, text + "a", "ab")).containsExactly("1");
  }

  @Test
  void aPartitionIsNotMadeIfATextNeedsTooMuchStack() throws IOException {
    String regex = "(".repeat(80) + "ab|ba" + ")".repeat(80) + "*";
    TableLake lake =
        lake(FieldType.STRING, new RowRule.Matches("v", regex))
            .put("id|v\n0|" + "ab".repeat(90_000));

    assertThat(lake.run())
        .isInstanceOfSatisfying(
            PartitionOutcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .startsWith("check 'rule': its regular expression goes too deep"));
  }

  @Test
  void nullPassesEachTestOfACondition() throws IOException {
    Condition any =
        new Condition.Any(
            List.of(new Condition.OutsideBand("v", Band.upTo(3)), new Condition.Equals("id", "0")));

    assertThat(failing(FieldType.INT, new RowRule.That(any), "1", "2", "4", ""))
        .containsExactly("1");
    assertThat(failing(FieldType.INT, new RowRule.NotNull("v"), "1", "x", ""))
        .containsExactly("1", "2");
  }

  @ParameterizedTest
  @EnumSource(
      value = FieldType.class,
      names = {"STRING", "INT"})
  void theFirstInTheTablesOrderIsUnique(FieldType type) throws IOException {
    assertThat(failing(type, new RowRule.Unique(List.of("v")), "1", "2", "1", "", "", "1"))
        .containsExactly("2", "5");
  }
}
