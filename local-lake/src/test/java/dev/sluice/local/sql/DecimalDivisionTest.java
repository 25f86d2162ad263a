package dev.sluice.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.sql.SqlCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalDivisionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1.0 * a / b FROM t",
        "SELECT round(100.0 * count(*) / t.n, 2) FROM t",
        "SELECT count(*) / 2.0 FROM t",
        "SELECT count(*) / -2.0 FROM t",
        "SELECT a * 100. / b FROM t",
        "SELECT .5 * t.a / t.b FROM t",
        "SELECT (1.0 * a) / b FROM t",
        "SELECT a / (2.0 * b) FROM t",
        "SELECT CAST(a AS decimal(10, 2)) / b FROM t",
        "SELECT a / TRY_CAST(b AS decimal(10, 2)) FROM t",
        "SELECT sum(CASE WHEN a > 7 THEN 1 ELSE 0 END) / 2.0 FROM t",
        "SELECT 1.0 * sum(a) OVER (PARTITION BY b) / 3 FROM t",
        "SELECT 1.0 * count(*) FILTER (WHERE a > 1) / 3 FROM t",
        "SELECT a FROM t WHERE a / 2.5 > b"
      })
  void findsADivisionOfDecimals(String sql) {
    assertThat(DecimalDivision.in(sql))
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.text()).contains("CAST(a AS double) / b", "1e0 instead of 1.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT CAST(a AS double) / b FROM t",
        "SELECT 100.0 * CAST(a AS double) / b FROM t",
        "SELECT CAST(1.0 * a AS double) / b FROM t",
        "SELECT 1e0 * a / b, a / 2.0e0 FROM t",
        "SELECT a / b, a / 2 FROM t",
        "SELECT round(sum(a * 1.5), 2) / 2 FROM t",
        "SELECT sum(CASE WHEN a > 7.5 THEN 1 ELSE 0 END) / n FROM t",
        "SELECT a / b + 1.0, 1.0 - a / b FROM t",
        "SELECT 1.0, a / b FROM t",
        "SELECT a -- 1.0 / 3\n FROM t WHERE b = '1.0 / 3'",
        "SELECT 1.0 / CAST(a AS double) FROM t"
      })
  void leavesOthersAlone(String sql) {
    assertThat(DecimalDivision.in(sql)).isEmpty();
  }

  @Test
  void tellsTheLine() {
    assertThat(DecimalDivision.in("SELECT\n  a,\n  1.0 * a\n  / b\nFROM t"))
        .extracting(SqlCheck.Problem::line)
        .containsExactly(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "1.0 /", "/ 2.0", "a ) / 1.0 (", "1.0 / cast(", "((( / 1.0", "1.0 / -"})
  void findsNoneInWhatIsNotSql(String sql) {
    assertThat(DecimalDivision.in(sql)).isEmpty();
  }
}
