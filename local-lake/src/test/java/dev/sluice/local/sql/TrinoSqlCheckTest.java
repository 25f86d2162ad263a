package dev.sluice.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.sql.SqlCheck;
import io.trino.grammar.sql.SqlBaseLexer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrinoSqlCheckTest {
  static Stream<String> good() {
    return SqlCorpus.GOOD.stream();
  }

  private static SqlCheck.Result check(String sql) {
    return new TrinoSqlCheck().check(sql, SqlCorpus.TABLES);
  }

  private static List<String> problems(String sql) {
    return check(sql).problems().stream().map(SqlCheck.Problem::text).toList();
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
    List<? extends Token> tokens = tokens(sql);
    return IntStream.range(0, tokens.size()).anyMatch(i -> isColumn(tokens, i, column));
  }

  private static List<? extends Token> tokens(String sql) {
    return new SqlBaseLexer(CharStreams.fromString(sql))
        .getAllTokens().stream().filter(token -> token.getChannel() == 0).toList();
  }

  private static boolean isColumn(List<? extends Token> tokens, int i, String column) {
    boolean isCall = is(tokens, i + 1, "(");
    boolean isUnit =
        i > 0
            && (tokens.get(i - 1).getType() == SqlBaseLexer.STRING
                || (is(tokens, i - 1, "(") && is(tokens, i - 2, "extract")));
    return is(tokens, i, column) && !isCall && !isUnit;
  }

  private static boolean is(List<? extends Token> tokens, int i, String text) {
    return i >= 0 && i < tokens.size() && tokens.get(i).getText().equalsIgnoreCase(text);
  }

  private static String renamed(String sql, String column) {
    List<? extends Token> tokens = tokens(sql);
    StringBuilder changed = new StringBuilder(sql);
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (isColumn(tokens, i, column)) {
        changed.insert(tokens.get(i).getStopIndex() + 1, "_x");
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
          SELECT reading, FROM readings                      | Athena does not take 'from' at column 17; it expects '*', <expression>
          SELECT reading FROM readings)                      | Athena does not take ')' at column 29
          SELECT reading FROM readings ASOF JOIN turbines ON 1 = 1 | write a join and row_number()
          SELECT max(reading FROM readings                   | Athena does not take 'from'
          SELECT turbine FROM readings WHERE                 | Athena does not take the end of the statement at column 35; it expects <expression>
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
    assertThat(check("SELECT\n  turbine,\n  sonsor\nFROM readings").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(3);
              assertThat(problem.text()).endsWith("did you mean 'sensor'?");
            });
  }

  @Test
  void takesAnyColumnOfATableOfWhichNothingIsKnown() {
    assertThat(new TrinoSqlCheck().check("SELECT *, a.x FROM a", Map.of("a", List.of())))
        .isEqualTo(new SqlCheck.Result(List.of(), Optional.empty()));
  }

  /** Every beginning of a statement is a statement or is refused in one of its lines. */
  @ParameterizedTest
  @MethodSource("good")
  @Timeout(20)
  void saysOfEveryBeginningWhetherItIsAStatement(String sql) {
    long lines = sql.lines().count();
    for (int end = 7; end < sql.length(); end += 7) {
      String begun = sql.substring(0, end);
      List<SqlCheck.Problem> problems = check(begun).problems();
      boolean isStatement = TrinoSqlCheck.parse(begun).isPresent();
      assertThat(isStatement || !problems.isEmpty()).as(begun).isTrue();
      assertThat(problems)
          .as(begun)
          .allSatisfy(
              problem -> {
                assertThat(problem.line()).isBetween(1, (int) lines);
                assertThat(problem.text()).isNotBlank().doesNotContain("null");
              });
    }
  }

  @Test
  @Timeout(20)
  void refusesWhatIsNestedTooDeep() {
    assertThat(problems("SELECT " + "(".repeat(100_000)))
        .containsExactly("it is nested too deep; use WITH");
  }
}
