package dev.sluice.local.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.definition.TestsReader;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.TestKeys;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.local.tests.PipelineTest.Expected;
import dev.sluice.local.tests.PipelineTest.ExpectedAlert;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the section {@code tests}. */
final class TestSection implements TestsReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");
  private static final List<String> KINDS = List.of("first", "summary", "cleared");

  private final List<PipelineTest> tests = new ArrayList<>();

  /** What was read; only of a definition without problems. */
  List<PipelineTest> tests() {
    return List.copyOf(tests);
  }

  @Override
  public void read(YamlNode section, Reading reading, Optional<Pipeline> pipeline) {
    for (NamedNode test : reading.names(section).entries()) {
      reading.checkName(test, NAME, "begin with a-z, then use a-z, 0-9 and -, 50 at most");
      YamlMap map = reading.map(test.value(), TestKeys.TEST);
      map.get("description").ifPresent(reading.scalars()::anyText);
      PipelineTest.Given given = new GivenSection(reading, pipeline).read(test.value(), map);
      Expected expected = expected(reading, pipeline, map);
      tests.add(new PipelineTest(test.name(), test.at().line(), given, expected));
    }
  }

  private static Expected expected(Reading reading, Optional<Pipeline> pipeline, YamlMap test) {
    YamlMap map =
        test.get("expect")
            .map(node -> reading.map(node, TestKeys.EXPECT))
            .orElseGet(YamlMap::empty);
    return new Expected(
        rows(reading, map.get("tables"), "table", pipeline.map(TestSection::tables)),
        rows(reading, map.get("queries"), "query", pipeline.map(TestSection::queries)),
        list(reading, map.get("rejected")).stream()
            .flatMap(node -> reading.scalars().text(node).stream())
            .toList(),
        map.get("alerts")
            .map(
                node ->
                    list(reading, Optional.of(node)).stream()
                        .flatMap(each -> alert(reading, pipeline, each).stream())
                        .toList()),
        counts(reading, map.get("counts")));
  }

  private static List<String> tables(Pipeline pipeline) {
    return Stream.concat(
            pipeline.catalogTables().stream().map(TrustedTable::name),
            pipeline.refined().stream().map(RefinedTable::name))
        .toList();
  }

  private static List<String> queries(Pipeline pipeline) {
    return pipeline.queries().stream().map(NamedQuery::name).toList();
  }

  private static Map<String, List<JsonNode>> rows(
      Reading reading,
      Optional<YamlNode> section,
      String what,
      Optional<? extends Collection<String>> known) {
    Map<String, List<JsonNode>> rows = new LinkedHashMap<>();
    for (NamedNode named : section.map(node -> reading.names(node).entries()).orElse(List.of())) {
      known.ifPresent(names -> reading.checkKnown(named.value(), named.name(), what, names));
      List<JsonNode> each = new ArrayList<>();
      for (YamlNode row : list(reading, Optional.of(named.value()))) {
        if (!(row instanceof YamlNode.Mapping)) {
          reading.problems().add(row, "a row needs columns, like {id: r-1}, but is " + row.shown());
        }
        each.add(YamlValues.tree(row));
      }
      rows.put(named.name(), each);
    }
    return rows;
  }

  /** The items of a list that may be empty. */
  static List<YamlNode> list(Reading reading, Optional<YamlNode> node) {
    if (node.isPresent() && !(node.get() instanceof YamlNode.Sequence)) {
      reading.problems().add(node.get(), "needs a list like [a, b], but is " + node.get().shown());
    }
    return node.filter(YamlNode.Sequence.class::isInstance)
        .map(each -> ((YamlNode.Sequence) each).items())
        .orElse(List.of());
  }

  private static Optional<ExpectedAlert> alert(
      Reading reading, Optional<Pipeline> pipeline, YamlNode node) {
    YamlMap map = reading.map(node, TestKeys.ALERT);
    String kind = reading.text(map, "kind", "first");
    map.get("kind").ifPresent(at -> reading.checkKnown(at, kind, "kind of alert", KINDS));
    Optional<String> rule = map.get("rule").flatMap(reading.scalars()::text);
    if (rule.isPresent() && pipeline.isPresent()) {
      List<String> rules = pipeline.get().alerts().stream().map(AlertRule::name).toList();
      reading.checkKnown(map.get("rule").orElseThrow(), rule.get(), "alert rule", rules);
    }
    Optional<String> device = map.get("device").flatMap(reading.scalars()::text);
    Optional<String> says = map.get("says").flatMap(reading.scalars()::text);
    return rule.map(name -> new ExpectedAlert(name, device, kind, says));
  }

  private static Map<String, Long> counts(Reading reading, Optional<YamlNode> section) {
    Map<String, Long> counts = new LinkedHashMap<>();
    YamlMap map = section.map(node -> reading.map(node, TestKeys.COUNTS)).orElseGet(YamlMap::empty);
    for (NamedNode count : map.entries()) {
      reading
          .scalars()
          .whole(count.value(), 0, Integer.MAX_VALUE)
          .ifPresent(number -> counts.put(count.name(), number));
    }
    return counts;
  }
}
