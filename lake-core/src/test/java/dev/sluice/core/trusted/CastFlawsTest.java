package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.BARS;
import static dev.sluice.core.trusted.TableLake.JSON;
import static dev.sluice.core.trusted.TableLake.column;
import static dev.sluice.core.trusted.TableLake.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.ColumnRule.OnFail;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CastFlawsTest {
  @TempDir Path folder;

  private TableLake lake(Column column, String... values) throws IOException {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      json.append("{\"id\":\"%d\",\"value\":%s}\n".formatted(i, values[i]));
    }
    return new TableLake(folder, JSON, id(), column).put(json.toString());
  }

  private TableLake lake(FieldType type, String... values) throws IOException {
    return lake(column("v", type, "value"), values);
  }

  private static Column checked(OnFail onFail, Double maxNull, boolean required) {
    ColumnRule rule =
        new ColumnRule(
            Optional.of("-"),
            Optional.empty(),
            Optional.empty(),
            onFail,
            Optional.ofNullable(maxNull));
    return new Column("v", FieldType.INT, "value", rule, required, true, "");
  }

  @Test
  void wholeNumbersAreReadAsTheyAreWrittenAndTheRestIsCounted() throws IOException {
    TableLake lake =
        lake(FieldType.INT, "21", "21.0", "21.5", "\"21\"", "\"n/a\"", "1e3", "1e10", "null");
    assertThat(lake.flaws())
        .containsExactly(
            "CAST v: not a number 1 n/a",
            "CAST v: not a whole number 1 21.5",
            "CAST v: out of range of int 1 1e10");
    assertThat(lake.rows())
        .containsExactly("0|21", "1|21", "2|-", "3|21", "4|-", "5|1000", "6|-", "7|-");
  }

  @Test
  void eachTypeNamesItsReason() throws IOException {
    assertThat(lake(FieldType.LONG, "9223372036854775808", "1.5e0", "1e-400").flaws())
        .containsExactly(
            "CAST v: not a whole number 2 1.5e0",
            "CAST v: out of range of long 1 9223372036854775808");
    assertThat(lake(FieldType.DOUBLE, "1e400", "true", "0.1").flaws())
        .containsExactly("CAST v: not a number 1 true", "CAST v: out of range of double 1 1e400");
    assertThat(lake(FieldType.FLOAT, "1e39", "0.1").flaws())
        .containsExactly("CAST v: out of range of float 1 1e39");
    assertThat(lake(FieldType.DOUBLE, "\"" + "1".repeat(1001) + "\"").flaws().get(0))
        .startsWith("CAST v: longer than 1,000 characters 1 111");
    assertThat(lake(FieldType.BOOLEAN, "\"yes\"", "1").flaws())
        .containsExactly("CAST v: neither true nor false 2 yes");
    assertThat(lake(FieldType.DATE, "\"\"", "\"1.6.2026\"").flaws())
        .containsExactly("CAST v: not a date yyyy-MM-dd 2 ");
    assertThat(lake(FieldType.TIMESTAMP, "\"today\"").flaws())
        .containsExactly("CAST v: not a time 1 today");
  }

  @Test
  void whatIsNoSingleValueIsCounted() throws IOException {
    assertThat(lake(FieldType.STRING, "{\"a\":1}", "[1]", "\"x\"").flaws())
        .containsExactly("CAST v: an object or array 2 {...}");
    ColumnRule joined = new ColumnRule(Optional.empty(), Optional.of(","), Optional.empty());
    Column list = new Column("v", FieldType.STRING, "value", joined, false, true, "");
    TableLake lake = lake(list, "[1,null,{\"a\":1},2]", "{\"a\":1}", "[[]]");
    assertThat(lake.flaws())
        .containsExactly(
            "CAST v: an object or array in the array was left out 2 {...}",
            "CAST v: an object or array 1 {...}");
    assertThat(lake.rows()).containsExactly("0|1,2", "1|-", "2|-");
  }

  @Test
  void aTextThatIsNotUnicodeIsKeptAndCounted() throws IOException {
    TableLake lake = lake(FieldType.STRING, "\"room-\\ud83d\"", "\"\\ud83d\\ude00\"");
    assertThat(lake.flaws()).containsExactly("CAST v: not Unicode 1 room-\\ud83d");
    assertThat(lake.rows()).containsExactly("0|room-\uFFFD", "1|😀");
  }

  @Test
  void missingValuesAreNoFlaws() throws IOException {
    TableLake lake =
        new TableLake(folder, BARS, id(), checked(OnFail.KEEP, null, false))
            .put("id|value\n1|\n2|\\N\n3|-\n4|5\n");
    assertThat(lake.flaws()).isEmpty();
  }

  @Test
  void onlyTheValueThatCountsIsAFlaw() throws IOException {
    TableLake lake =
        new TableLake(folder, JSON, id(), column("v", FieldType.INT, "value"))
            .put(
                "{\"id\":\"1\",\"value\":\"x\",\"value\":1}{\"id\":\"2\",\"value\":1,\"value\":\"y\"}");
    assertThat(lake.flaws()).containsExactly("CAST v: not a number 1 y");
  }

  @Test
  void aFlawedFieldThatComesManyTimesIsOneFlaw() throws IOException {
    String many = "\"x\"" + ",\"value\":\"x\"".repeat(100_000);
    assertThat(lake(FieldType.INT, many).flaws()).containsExactly("CAST v: not a number 1 x");
  }

  @Test
  void aDuplicateOrAFilteredRowCountsNothing() throws IOException {
    TableLake lake =
        new TableLake(
                folder,
                BARS,
                Optional.of(new Condition.Contains("id", "a")),
                id(),
                column("v", FieldType.INT, "value"))
            .put("id|value\na1|x\na1|x\nb1|x\na0|y\n");
    assertThat(lake.flaws()).containsExactly("CAST v: not a number 2 y");
  }

  @Test
  void aRowThatIsDroppedForItsValueIsCountedAsDropped() throws IOException {
    TableLake required = lake(checked(OnFail.KEEP, null, true), "\"x\"", "null", "1");
    assertThat(required.flaws()).containsExactly("DROPPED v: not a number 1 x");
    assertThat(lake(checked(OnFail.DROP, null, false), "\"x\"", "null", "1").flaws())
        .containsExactly("DROPPED v: not a number 1 x");
    assertThat(lake(checked(OnFail.DROP, null, false), "1.5", "null", "1").counts())
        .isEqualTo(new RowCounts(3, 0, 1, 2, Map.of("value is not a whole number", 1L)));
  }

  private static String refusal(TableLake lake) throws IOException {
    return ((PartitionOutcome.Failed) lake.run()).reason();
  }

  @Test
  void aPartitionIsNotPublishedIfItsColumnMustNotFail() throws IOException {
    TableLake lake = lake(checked(OnFail.FAIL, null, false), "\"x\"", "2.5", "\"y\"", "null");
    assertThat(refusal(lake))
        .isEqualTo(
            "v: 2 times not a number, e.g. 'x', 1 times not a whole number, e.g. '2.5'"
                + " (onFail: fail)");
    assertThat(lake.store.keys()).noneMatch(key -> key.startsWith("trusted"));
    assertThat(lake(checked(OnFail.FAIL, null, false), "1", "null").rows()).hasSize(2);
  }

  @Test
  void aPartitionIsNotPublishedIfTooManyValuesAreNull() throws IOException {
    Column most = checked(OnFail.KEEP, 33.4, false);
    assertThat(lake(most, "1", "null", "3").rows()).hasSize(3);
    assertThat(refusal(lake(most, "1", "null", "3", "\"x\"")))
        .isEqualTo(
            "v is null in 2 of 4 rows, which is more than maxNull: 33.4% (1 times not a number,"
                + " e.g. 'x')");
  }

  private static Column time(FieldType type, TimeFormat.Form form) {
    return new Column(
        "v",
        type,
        "value",
        ColumnRule.writtenAs(new TimeFormat(form, "", Optional.empty())),
        false,
        true,
        "");
  }

  @Test
  void anEpochInATextIsATimeOnlyWhereTheDefinitionSaysSo() throws IOException {
    TableLake date = lake(FieldType.DATE, "\"1\"", "1", "\"2026-06-01\"");
    assertThat(date.flaws()).containsExactly("CAST v: not a date yyyy-MM-dd 1 1");
    assertThat(date.rows()).containsExactly("0|-", "1|1970-01-01", "2|2026-06-01");
    assertThat(lake(FieldType.TIMESTAMP, "\"1780272010\"", "1780272010").rows())
        .containsExactly("0|-", "1|2026-06-01T00:00:10Z");
    TableLake seconds =
        lake(time(FieldType.TIMESTAMP, TimeFormat.Form.EPOCH_S), "\"1\"", "1", "\"2026-06-01\"");
    assertThat(seconds.flaws()).containsExactly("CAST v: not written epoch-s 1 2026-06-01");
    assertThat(seconds.rows())
        .containsExactly("0|1970-01-01T00:00:01Z", "1|1970-01-01T00:00:01Z", "2|-");
    assertThat(
            lake(time(FieldType.TIMESTAMP, TimeFormat.Form.USUAL), "\"1780272010\"", "\"x\"")
                .flaws())
        .containsExactly("CAST v: not a time 1 x");
  }

  @Test
  void aCellIsNoEpochEither() throws IOException {
    TableLake lake =
        new TableLake(folder, BARS, id(), column("v", FieldType.TIMESTAMP, "v"))
            .put("id|v\n1|1780272010\n2|2026-06-01T00:00:00Z\n");
    assertThat(lake.flaws()).containsExactly("CAST v: not a time 1 1780272010");
  }
}
