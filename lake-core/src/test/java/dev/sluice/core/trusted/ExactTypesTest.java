package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.column;
import static dev.sluice.core.trusted.TableLake.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decimals, microseconds and bytes: exactly as they came, or counted. */
class ExactTypesTest {
  @TempDir Path folder;

  private static Column decimal(String name, int precision, int scale) {
    return new Column(
        name, FieldType.DECIMAL, "v", ColumnRule.of(new Digits(precision, scale)), false, true, "");
  }

  private TableLake lake(Column column) {
    return new TableLake(folder, TableLake.JSON, id(), column);
  }

  @ParameterizedTest
  @CsvSource({
    "12.5, 12.50",
    "-0.07, -0.07",
    "1e3, 1000.00",
    "12.500, 12.50",
    "\"99999999.99\", 99999999.99",
    "-0.0, 0.00",
    "0.0000000000000000000000000000, 0.00"
  })
  void aDecimalIsTheNumberAsWritten(String json, String value) throws IOException {
    assertThat(lake(decimal("d", 10, 2)).put("{\"id\":\"a\",\"v\":" + json + "}").rows())
        .containsExactly("a|" + value);
    assertThat(lake(decimal("d", 38, 2)).put("{\"id\":\"a\",\"v\":" + json + "}").rows())
        .containsExactly("a|" + value);
  }

  @ParameterizedTest
  @CsvSource({
    "12.345, more digits after the point than in decimal(10;2)",
    "1e-99999999, more digits after the point than in decimal(10;2)",
    "100000000, out of range of decimal(10;2)",
    "1e99999999, out of range of decimal(10;2)",
    "123456789012345678901234567890, out of range of decimal(10;2)",
    "true, not a number",
    "\" 1\", not a number"
  })
  void whatADecimalCannotHoldIsCountedAndNeverRounded(String json, String reason)
      throws IOException {
    TableLake lake = lake(decimal("d", 10, 2)).put("{\"id\":\"a\",\"v\":" + json + "}");
    assertThat(lake.flaws()).singleElement().asString().contains(reason.replace(';', ','));
  }

  @Test
  void decimalsOfManyDigitsAreInOrderAndKnownFromEachOther() throws IOException {
    List<String> values =
        List.of(
            "-99999999999999999999999999999999999999",
            "-9223372036854775809",
            "-9223372036854775808",
            "-1",
            "0",
            "255",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "99999999999999999999999999999999999999");
    TableLake lake =
        new TableLake(
            folder,
            TableLake.JSON,
            new TrustedTable.Rows(
                new Dedupe(List.of("d"), Optional.empty()), List.of(), Optional.empty()),
            Checks.NONE,
            new Column(
                "d", FieldType.DECIMAL, "v", ColumnRule.of(new Digits(38, 0)), true, true, ""));
    StringBuilder raw = new StringBuilder();
    for (int i = values.size() - 1; i >= 0; i--) {
      raw.append("{\"v\":%s}{\"v\":\"%1$s\"}".formatted(values.get(i)));
    }
    assertThat(lake.put(raw.toString()).rows()).isEqualTo(values);
    assertThat(lake.with(Checks.NONE).run(200)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"10", "30"})
  void filtersAndChecksCompareDecimals(int precision) throws IOException {
    RowRule range = new RowRule.Range("d", Optional.of("0.10"), Optional.of("5"));
    RowRule in = new RowRule.In("d", List.of("0.1", "5.00", "2.5"));
    Checks checks =
        new Checks(
            List.of(
                new RowCheck("range", range, Severity.QUARANTINE),
                new RowCheck("in", in, Severity.QUARANTINE)),
            List.of());
    TableLake lake =
        new TableLake(
            folder,
            TableLake.JSON,
            new TrustedTable.Rows(
                Dedupe.by("id"),
                List.of("d"),
                Optional.of(new Condition.OutsideBand("d", Band.upTo(0.05)))),
            checks,
            id(),
            decimal("d", precision, 2));
    lake.put(
        """
        {"id":"a","v":0.1}{"id":"b","v":5}{"id":"c","v":2.50}{"id":"d","v":2.51}{"id":"e","v":0.09}
        {"id":"f","v":5.01}{"id":"g","v":0.05}
        """);
    assertThat(lake.counts())
        .isEqualTo(
            new RowCounts(7, 0, RowCounts.Versions.NONE, 1, 3, 3, Map.of("not in the filter", 1L)));
    assertThat(lake.rows()).containsExactly("a|0.10", "c|2.50", "b|5.00");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-06-01T12:00:00.123456789Z\"', 2026-06-01T12:00:00.123456Z",
    "'\"2026-06-01 14:00:00,1234+02:00\"', 2026-06-01T12:00:00.123400Z",
    "'\"1969-12-31T23:59:59.999999Z\"', 1969-12-31T23:59:59.999999Z",
    "'\"2026-06-01T12:00Z\"', 2026-06-01T12:00:00Z",
    "'\"2026-06-01\"', 2026-06-01T00:00:00Z",
    "1780315200.123456, 2026-06-01T12:00:00.123456Z",
    "1780315200123.4567, 2026-06-01T12:00:00.123456Z",
    "1780315200, 2026-06-01T12:00:00Z",
    "-0.0000005, 1969-12-31T23:59:59.999999Z"
  })
  void microsecondsAreKept(String json, String moment) throws IOException {
    TableLake lake = lake(column("t", FieldType.TIMESTAMP_MICROS, "v"));
    assertThat(lake.put("{\"id\":\"a\",\"v\":" + json + "}").rows()).containsExactly("a|" + moment);
  }

  @ParameterizedTest
  @CsvSource({
    "aGVsbG8=, 68656c6c6f",
    "aGVsbG8, 68656c6c6f",
    "'', ''",
    "//79, fffefd",
    "__79, fffefd",
    "AA==, 00"
  })
  void base64IsBytes(String text, String hex) throws IOException {
    TableLake lake = lake(column("b", FieldType.BINARY, "v"));
    assertThat(lake.put("{\"id\":\"a\",\"v\":\"" + text + "\"}").rows())
        .containsExactly("a|" + hex);
  }

  @ParameterizedTest
  @CsvSource({"a", "ab==c", "aGVsbG8==", "aGVs bG8=", "AB==", "===="})
  void whatIsNotBase64IsCounted(String text) throws IOException {
    TableLake lake = lake(column("b", FieldType.BINARY, "v"));
    assertThat(lake.put("{\"id\":\"a\",\"v\":\"" + text + "\"}").flaws())
        .containsExactly("CAST b: not base64 1 " + text);
  }
}
