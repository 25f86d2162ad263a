package dev.sluice.core.definition.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.yaml.Settings;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SqlSettingsTest {
  private static String bound(String sql, Map<String, String> settings) {
    SqlSettings.Bound bound = SqlSettings.bind(sql, new Settings(settings), "a.sql");
    assertThat(bound.problems()).isEmpty();
    return bound.sql();
  }

  private static String value(String placeholder) {
    return bound(placeholder, Map.of());
  }

  private static List<String> problems(String sql, Map<String, String> settings) {
    return SqlSettings.bind(sql, new Settings(settings), "a.sql").problems().stream()
        .map(problem -> problem.line() + ": " + problem.text())
        .toList();
  }

  @Example
  void theFormOfTheDefaultIsTheTypeOfTheLiteral() {
    assertThat(value("${X:10}")).isEqualTo("10");
    assertThat(value("${X:1.05}")).isEqualTo("1.05e0");
    assertThat(value("${X:1e3}")).isEqualTo("1e3");
    assertThat(value("${X:true}")).isEqualTo("true");
    assertThat(value("${X:2026-06-01}")).isEqualTo("DATE '2026-06-01'");
    assertThat(value("${X:2026-06-01T12:00:00+02:00}"))
        .isEqualTo("TIMESTAMP '2026-06-01 10:00:00.000'");
    assertThat(value("${X:2026-06-01 12:00}")).isEqualTo("TIMESTAMP '2026-06-01 12:00:00.000'");
    assertThat(value("${X:north}")).isEqualTo("'north'");
    assertThat(value("${X:'01234'}")).isEqualTo("'01234'");
    assertThat(value("${X:}")).isEqualTo("''");
  }

  @Example
  void aSettingHasTheTypeOfItsDefault() {
    assertThat(bound("SELECT ${X:1.5}", Map.of("X", "2"))).isEqualTo("SELECT 2e0");
    assertThat(bound("SELECT ${X:'1'}", Map.of("X", "O'Neill")))
        .isEqualTo("SELECT ('O' || chr(39) || 'Neill')");
    assertThat(problems("SELECT 1,\n  ${X:10}", Map.of("X", "10.5")))
        .containsExactly(
            "2: the setting X is '10.5', but needs a whole number, as its default 10 is one;"
                + " write that with a point to take any number");
    assertThat(problems("SELECT ${X:2026-06-01}", Map.of("X", "2026-06-31")))
        .containsExactly(
            "1: the setting X is '2026-06-31', but needs a date like 2026-06-01, as its default"
                + " 2026-06-01 is one");
    assertThat(problems("SELECT ${X:1.5}", Map.of("X", "1e999"))).hasSize(1);
  }

  @Example
  void aMinusDoesNotBeginAComment() {
    assertThat(bound("SELECT 1 -${X:1}, 2", Map.of("X", "-1"))).isEqualTo("SELECT 1 -(-1), 2");
  }

  @Example
  void aSettingIsNeverInQuotesNorInACommentNorAName() {
    assertThat(problems("SELECT '${X:a}'", Map.of()))
        .containsExactly(
            "1: in quotes a setting is not filled; take the quotes away, as it brings its own"
                + " ($${ stands for ${)");
    assertThat(problems("SELECT 1 -- ${X:a}\n/* ${X:a} */", Map.of())).hasSize(2);
    assertThat(problems("SELECT \"${X:a}\", `${X:a}`", Map.of())).hasSize(2);
    assertThat(problems("SELECT a\nFROM -- b\n ${X:a}", Map.of()))
        .containsExactly("3: a setting is a value and can't name a table; write the table's name");
    assertThat(problems("SELECT DATE ${X:2026-06-01}", Map.of()))
        .containsExactly("1: the setting brings the word DATE itself; leave it out before ${…}");
    for (String glued : List.of("a${X:b}", "${X:b}c", "'a'${X:b}", "1${X:2}", "t.${X:b}")) {
      assertThat(problems("SELECT " + glued, Map.of()))
          .containsExactly(
              "1: the setting X is one value; put a blank between it and what is beside it");
    }
  }

  @Example
  void aFromThatNamesNoTableTakesASetting() {
    for (String sql :
        List.of(
            "a IS DISTINCT FROM ${S:idle}",
            "a IS NOT DISTINCT /* x */ FROM ${S:idle}",
            "substring(dev FROM ${N:2})",
            "trim(BOTH 'x' FROM ${T:xax})",
            "extract (year from ${D:2026-06-01})")) {
      assertThat(problems("SELECT " + sql + " FROM t", Map.of())).isEmpty();
    }
    for (String sql :
        List.of(
            "SELECT DISTINCT a FROM ${T:t}",
            "SELECT DISTINCT 'a' FROM ${T:t}",
            "SELECT DISTINCT \"a\" FROM ${T:t}",
            "SELECT substring((SELECT a FROM ${T:t}) FROM 1)",
            "SELECT trim(a) FROM ${T:t}")) {
      assertThat(problems(sql, Map.of()))
          .containsExactly(
              "1: a setting is a value and can't name a table; write the table's name");
    }
  }

  @Example
  void aDefaultInQuotesIsAnotherTextInYamlThanInSql() {
    Settings settings = new Settings(Map.of());
    assertThat(settings.note("S", "'north'", "line 3")).isEmpty();
    assertThat(SqlSettings.bind("SELECT ${S:'north'}", settings, "a.sql").problems())
        .singleElement()
        .extracting(problem -> problem.text())
        .asString()
        .contains("'north' in line 3", "in YAML without quotes: ${S:north}");
    assertThat(settings.noteSql("T", "'north'", "a.sql")).isEmpty();
    assertThat(settings.note("T", "north", "line 4")).isEmpty();
    assertThat(settings.note("T", "'north'", "line 5")).isPresent();
  }

  @Example
  void aDollarCanBeWritten() {
    assertThat(bound("SELECT '$${x}' -- $${", Map.of())).isEqualTo("SELECT '${x}' -- ${");
  }

  @Example
  void aSettingNeedsADefaultAndAName() {
    assertThat(problems("SELECT ${X}", Map.of("X", "1")))
        .singleElement()
        .asString()
        .contains("1: the setting X needs a default here");
    assertThat(problems("SELECT ${}, ${1:2}", Map.of())).hasSize(2);
    assertThat(problems("SELECT ${AWS_SECRET_ACCESS_KEY:a}", Map.of()))
        .singleElement()
        .asString()
        .contains("belongs to the environment of the process");
  }

  @Example
  void oneSettingHasOneDefault() {
    assertThat(problems("SELECT ${X:1},\n ${X:2}", Map.of()))
        .containsExactly(
            "2: the setting X has the default '2' here, but '1' in a.sql, line 1; give it one"
                + " default");
    assertThat(problems("SELECT ${X:10}, ${X:10.0}, ${Y:a}, ${Y:'a'}", Map.of())).isEmpty();
  }

  @Property
  void whateverIsSetIsOneLiteralOrAProblem(@ForAll String value) {
    isOneLiteral(value);
  }

  @Property
  void whateverIsSetIsOneLiteralOrAProblemNearWhatEndsOne(
      @ForAll
          @net.jqwik.api.constraints.Chars({
            '\'', '"', '\\', '-', '*', '/', ';', '$', '{', 'a', ' '
          })
          String value) {
    isOneLiteral(value);
  }

  private static void isOneLiteral(String value) {
    SqlSettings.Bound bound =
        SqlSettings.bind("SELECT ${X:a}, 1", new Settings(Map.of("X", value)), "a.sql");
    if (bound.problems().isEmpty()) {
      String literal = bound.sql().substring("SELECT ".length()).replaceFirst(", 1$", "");
      assertThat(literal).matches("(?s)'[^']*'|\\('[^']*'( \\|\\| chr\\(39\\) \\|\\| '[^']*')+\\)");
      String text = literal.substring(literal.indexOf('\'') + 1, literal.lastIndexOf('\''));
      assertThat(text.replace("' || chr(39) || '", "'")).isEqualTo(value.isEmpty() ? "a" : value);
      assertThat(bound.sql()).doesNotContain("\\").doesNotContain("${");
    }
  }
}
