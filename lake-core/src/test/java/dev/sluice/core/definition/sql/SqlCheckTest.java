package dev.sluice.core.definition.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqlCheckTest {
  static Stream<String> good() {
    return SqlCorpus.GOOD.stream();
  }

  private static List<String> problems(String sql) {
    return SqlCheck.of(sql, SqlCorpus.TABLES).problems().stream().map(SqlProblem::text).toList();
  }

  @ParameterizedTest
  @MethodSource("good")
  void raisesNoFalseAlarm(String sql) {
    assertThat(problems(sql)).isEmpty();
  }

  /** Each name of a column is renamed everywhere in the statement to one that no table has. */
  @ParameterizedTest
  @MethodSource("good")
  void findsEveryColumnThatIsRenamed(String sql) {
    SqlCorpus.TABLES.values().stream()
        .flatMap(List::stream)
        .distinct()
        .filter(column -> isRead(sql, column))
        .forEach(
            column ->
                assertThat(problems(renamed(sql, column)))
                    .describedAs(column + " in " + sql)
                    .anyMatch(problem -> problem.contains("'" + column + "_x'")));
  }

  /** Whether a word is a column there, and not a function, a unit of time or part of a text. */
  private static boolean isRead(String sql, String column) {
    List<SqlToken> tokens = SqlTokenizer.tokens(sql);
    return java.util.stream.IntStream.range(0, tokens.size())
        .anyMatch(i -> isColumn(tokens, i, column));
  }

  private static boolean isColumn(List<SqlToken> tokens, int i, String column) {
    boolean isCall = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
    boolean isUnit =
        i > 0
            && (tokens.get(i - 1).kind() == SqlToken.Kind.STRING
                || (tokens.get(i - 1).is("(") && i > 1 && tokens.get(i - 2).is("extract")));
    return tokens.get(i).is(column) && !isCall && !isUnit;
  }

  private static String renamed(String sql, String column) {
    String lower = sql.toLowerCase(Locale.ROOT);
    List<SqlToken> tokens = SqlTokenizer.tokens(lower);
    StringBuilder changed = new StringBuilder(lower);
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (isColumn(tokens, i, column)) {
        changed.insert(tokens.get(i).end(), "_x");
      }
    }
    return changed.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT reading::int FROM readings                  | '::' is not portable; write CAST(x AS type)
          SELECT reading FROM readings QUALIFY 1 = 1         | 'qualify' is not portable
          SELECT ifnull(reading, 1) FROM readings            | write coalesce(a, b)
          SELECT left(sensor, 1) FROM readings               | write substr(x, 1, n)
          SELECT * EXCLUDE (year) FROM readings              | name the columns
          SELECT * FROM unnest(x)                            | 'unnest' is not portable
          SELECT * FROM range(3)                             | as a table is not portable
          SELECT reading FROM readings LIMIT 1 OFFSET 5      | 'offset' is not portable
          SELECT CAST(reading AS float) FROM readings        | 'float' is not portable; write real
          SELECT CAST(reading AS blob) FROM readings         | no portable type 'blob'; known: bigint
          SELECT reading FROM readings GROUP BY ALL          | GROUP BY ALL is not portable
          SELECT reading FROM readings WHERE sensor ILIKE '' | write lower(x) LIKE
          SELECT [1] FROM readings                           | '[' is not portable
          SELECT reading FROM readings NATURAL JOIN turbines | write JOIN … ON
          SELECT "reading" FROM readings                     | is in quotes
          SELECT event_time + INTERVAL 1 DAY FROM readings   | INTERVAL '1' DAY
          WITH RECURSIVE a AS (SELECT 1) SELECT * FROM a     | 'recursive' is not portable
          SELECT reading, FROM readings                      | a value is expected, but there is 'from'
          SELECT reading FROM readings)                      | the end of the statement is expected
          SELECT reading FROM readings r JOIN turbines r ON 1 = 1 | two tables are named 'r' here
          """)
  void refusesWhatIsNotPortableAndSaysWhatToWrite(String sql, String text) {
    assertThat(problems(sql)).anyMatch(problem -> problem.contains(text));
  }

  @Test
  void findsAmbiguousColumns() {
    assertThat(problems("SELECT turbine FROM readings r CROSS JOIN turbines t"))
        .containsExactly(
            "'turbine' is a column of several tables here; write which: r.turbine or t.turbine");
  }

  @Test
  void takesNoAliasWhereAthenaTakesNone() {
    assertThat(problems("SELECT reading AS v FROM readings WHERE v > 1 GROUP BY v")).hasSize(1);
    assertThat(problems("SELECT reading AS v FROM readings ORDER BY v")).isEmpty();
  }

  @Test
  void namesTheLine() {
    assertThat(
            SqlCheck.of("SELECT\n  turbine,\n  sonsor\nFROM readings", SqlCorpus.TABLES).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(3);
              assertThat(problem.text()).endsWith("did you mean 'sensor'?");
            });
  }

  @Test
  void takesAnyColumnOfATableOfWhichNothingIsKnown() {
    SqlCheck check = SqlCheck.of("SELECT *, a.x FROM a", java.util.Map.of("a", List.of()));
    assertThat(check).isEqualTo(new SqlCheck(List.of(), Optional.empty()));
  }

  @Test
  void comesToAnEndWhateverIsWritten() {
    for (String sql : SqlCorpus.GOOD) {
      for (int end = 0; end < sql.length(); end++) {
        assertThat(SqlCheck.of(sql.substring(0, end), SqlCorpus.TABLES)).isNotNull();
      }
    }
    assertThat(problems("SELECT " + "(".repeat(100_000))).isNotEmpty();
  }
}
