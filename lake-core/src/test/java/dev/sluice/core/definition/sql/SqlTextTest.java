package dev.sluice.core.definition.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SELECT * FROM a                                                     | a
          select * from A as x, b y, "C" z where 1 = 1                        | a b c
          SELECT * FROM a JOIN b ON a.id = b.id LEFT JOIN c USING (id)        | a b c
          SELECT * FROM (SELECT * FROM a) s, b                                | b a
          SELECT * FROM (a JOIN b ON true)                                    | a b
          SELECT * FROM a x (p, q), b                                         | a b
          WITH t AS (SELECT * FROM a), u (x) AS (SELECT 1 FROM t) SELECT * FROM t, u | a
          WITH RECURSIVE t AS NOT MATERIALIZED (SELECT 1 FROM t) SELECT 1 FROM t | ^^
          SELECT extract(year FROM at), trim(both 'x' FROM b) FROM a          | a
          SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM c FROM d        | d
          SELECT (SELECT max(x) FROM a) FROM b                                | a b
          SELECT 1 FROM a UNION ALL SELECT 2 FROM b                           | a b
          SELECT * FROM a CROSS JOIN UNNEST(a.list) AS t (x)                  | a
          SELECT * FROM a, LATERAL (SELECT 1 FROM b) s                        | a b
          SELECT ' FROM x' FROM a -- JOIN y                                   | a
          SELECT 1 /* FROM x ; */ FROM a                                      | a
          SELECT * FROM db.a                                                  | db.a
          SELECT * FROM range(10)                                             | ^^
          SELECT * FROM a TABLESAMPLE BERNOULLI (10)                          | a
          SELECT CAST(x AS timestamp with time zone) FROM a                   | a
          SELECT 1 FROM a WHERE x IN (SELECT y FROM b) ORDER BY 1             | a b
          SELECT 1                                                            | ^^
          WITH a AS (SELECT * FROM a) SELECT * FROM a                         | a
          SELECT * FROM (WITH a AS (SELECT * FROM b) SELECT * FROM a) x, a    | a b
          WITH a AS (WITH b AS (SELECT 1 FROM c) SELECT * FROM b) SELECT * FROM a, b | b c
          (WITH a AS (SELECT 1) SELECT * FROM a) UNION SELECT * FROM a        | a
          SELECT x.join, y.from FROM x JOIN y ON x.join = y.from, z           | x y z
          """)
  void findsTheTables(String sql, String tables) {
    assertThat(SqlText.of(sql).tables().stream().sorted().toList())
        .containsExactlyInAnyOrder(tables.isEmpty() ? new String[0] : tables.split(" "));
  }

  @Test
  void takesATrailingSemicolon() {
    assertThat(SqlText.of("SELECT 1;\n-- end\n;").complaint()).isEmpty();
  }

  @Test
  void takesASemicolonInATextOrComment() {
    assertThat(SqlText.of("SELECT ';' /* ; x */ AS \"a;b\" -- ; y").complaint()).isEmpty();
  }

  /** Without a grammar, of a statement that no engine takes. */
  @ParameterizedTest
  @ValueSource(
      strings = {"FROM", "SELECT 1 FROM", ")))", "WITH", "WITH a", "WITH a AS (", "SELECT FROM ,"})
  void findsNoTableInWhatIsNotSql(String sql) {
    assertThat(SqlText.of(sql).tables()).isEmpty();
  }

  @Test
  @Timeout(10)
  void goesThroughManyParentheses() {
    String sql = "SELECT * FROM " + "(".repeat(100_000) + "SELECT 1 FROM a";

    assertThat(SqlText.of(sql).tables()).containsExactly("a");
  }
}
