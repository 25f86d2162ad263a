package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.yaml.Problem;
import dev.sluice.core.definition.yaml.Problems;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.definition.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlAliasesTest {
  @TempDir Path folder;
  private PipelineFile windfarm;

  @BeforeEach
  void copy() {
    windfarm = PipelineFile.copy("windfarm", folder);
  }

  @Test
  void anAliasStandsForItsValue() {
    windfarm.replace("late: 7d", "late: &time 3d").replace("ahead: 10m", "ahead: *time");

    assertThat(windfarm.load().raw().ahead()).isEqualTo(Duration.ofDays(3));
  }

  @Test
  void anAnchorBeforeAKeyIsReported() {
    assertThat(problems("a:\n  &k q1: {b: 1}\n  q2: *k\n"))
        .containsExactly("a: an anchor stands before a value, not before a key: q1: &k …");
  }

  @Test
  void aProblemOfAnAliasedValueNamesBothPlaces() {
    int line = windfarm.text().lines().toList().indexOf("  late: 7d") + 1;
    windfarm.replace("late: 7d", "late: &time 7x").replace("ahead: 10m", "ahead: *time");

    assertThat(windfarm.problems())
        .hasSize(2)
        .allMatch(problem -> problem.contains("'7x'"))
        .anyMatch(problem -> problem.contains("'7x' (from *time of line " + line + ")"));
  }

  @Test
  void whatLiesWithinAnAliasedValueKeepsItsPlace() {
    YamlNode.Mapping root = (YamlNode.Mapping) read("a: &a\n  b: 1\nc: *a\n").orElseThrow();
    YamlNode.Mapping copy = (YamlNode.Mapping) root.entries().get("c").value();
    YamlNode inner = copy.entries().get("b").value();

    assertThat(copy.at().line()).isEqualTo(3);
    assertThat(inner.at().line()).isEqualTo(2);
    assertThat(inner.path()).isEqualTo("c.b");
  }

  @Test
  void keysOfTheFileThatBeginWithXHoldValuesForAliasesAlone() {
    windfarm
        .with("x-shared: &time 3d\n" + windfarm.text())
        .replace("  ahead: 10m", "  ahead: *time");

    assertThat(windfarm.load().raw().ahead()).isEqualTo(Duration.ofDays(3));
  }

  @Test
  void aMappingsOwnKeysWinOverMergedOnes() {
    assertThat(flat("a: &a {x: 1, y: 2}\nb: {x: 3, <<: *a, z: 4}\n"))
        .isEqualTo("{a={x=1, y=2}, b={x=3, y=2, z=4}}");
    assertThat(flat("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n"))
        .isEqualTo("{a={x=1, y=2}, b={x=1, y=3}}");
  }

  @Test
  void ofSeveralMergedMappingsTheFirstWins() {
    assertThat(flat("a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b]}\n"))
        .isEqualTo("{a={x=1}, b={x=2, y=3}, c={x=1, y=3}}");
  }

  @Test
  void aKeyThatIsWrittenTwiceIsReportedBesideAMergeToo() {
    assertThat(problems("a: &a {x: 1}\nb: {<<: *a, x: 2, x: 3}\n"))
        .containsExactly("b.x: is given twice, first at line 2; remove one of them");
  }

  @Test
  void whatIsMergedHasKeys() {
    assertThat(problems("a: &a 1\nb: {<<: *a}\n"))
        .containsExactly(
            "b: '<<' takes keys with values, as in <<: *name or <<: [*one, *two], but is '1'"
                + " (from *a of line 1)");
  }

  @Test
  void aMergeKeyInQuotesIsAKeyLikeOthers() {
    assertThat(flat("a: {'<<': 1}\n")).isEqualTo("{a={<<=1}}");
  }

  @Test
  void anAliasWithoutAnchorIsReported() {
    assertThat(problems("a: &time 1\nb: *tome\n"))
        .containsExactly(
            "b: the alias *tome has no anchor &tome before it; anchors there: time;"
                + " did you mean 'time'?");
  }

  @Test
  void anAliasWithinItsOwnValueIsReported() {
    assertThat(problems("a: &a {b: [*a]}\n"))
        .containsExactly("a.b[0]: the alias *a stands within its own value; write it out");
  }

  @Test
  void fewLinesDoNotMakeBillionsOfValues() {
    String ten = IntStream.range(0, 10).mapToObj(i -> "*l0").collect(Collectors.joining(", "));
    StringBuilder laughs = new StringBuilder("l0: &l0 ha\n");
    for (int level = 1; level <= 9; level++) {
      laughs.append(
          "l%d: &l%d [%s]\n".formatted(level, level, ten.replace("l0", "l" + (level - 1))));
    }

    assertThat(problems(laughs.toString()))
        .singleElement()
        .asString()
        .contains("aliases make more than 10000 values of the file, at line");
  }

  @Test
  void aliasesDoNotNestBeyondTheLevelsOfAFile() {
    StringBuilder deep = new StringBuilder("l0: &l0 [1]\n");
    for (int level = 1; level <= 40; level++) {
      deep.append("l%d: &l%d [*l%d]\n".formatted(level, level, level - 1));
    }

    assertThat(problems(deep.toString()))
        .singleElement()
        .asString()
        .contains("more than 30 levels, at line");
  }

  private static Optional<YamlNode> read(String text) {
    return YamlReader.read(text, new Settings(Map.of()), new Problems());
  }

  private static List<String> problems(String text) {
    Problems problems = new Problems();
    YamlReader.read(text, new Settings(Map.of()), problems);
    return problems.list().stream().map(YamlAliasesTest::told).toList();
  }

  private static String told(Problem problem) {
    return problem.path() + ": " + problem.message();
  }

  private static String flat(String text) {
    return flat(read(text).orElseThrow());
  }

  private static String flat(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> entry.getKey() + "=" + flat(entry.getValue().value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return ((YamlNode.Scalar) node).text();
  }
}
