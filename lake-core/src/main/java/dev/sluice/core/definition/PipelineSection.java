package dev.sluice.core.definition;

import dev.sluice.core.definition.alert.AlertSection;
import dev.sluice.core.definition.raw.InputSection;
import dev.sluice.core.definition.raw.Prefixes;
import dev.sluice.core.definition.raw.StreamSection;
import dev.sluice.core.definition.read.AlertKeys;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.source.FeedSection;
import dev.sluice.core.definition.source.SourceSection;
import dev.sluice.core.definition.sql.SqlCheck;
import dev.sluice.core.definition.table.KnownTables;
import dev.sluice.core.definition.table.QuerySection;
import dev.sluice.core.definition.table.RefinedSection;
import dev.sluice.core.definition.table.TableNames;
import dev.sluice.core.definition.table.TrustedSection;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.AlertBudget;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The whole file. Sections that refer to others are read after them. */
final class PipelineSection {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");

  private final Reading reading;
  private final SqlCheck sql;

  PipelineSection(Reading reading, SqlCheck sql) {
    this.reading = reading;
    this.sql = sql;
  }

  Optional<Pipeline> read(YamlNode root, String fileStem) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(root, FormatKeys.PIPELINE);
    String name = name(map, fileStem);
    map.get("description").ifPresent(reading.scalars()::anyText);
    StreamSection stream = StreamSection.read(root, map, fileStem, reading);
    List<InputSection> inputs = inputs(map, stream, fileStem);
    List<Feed> feeds =
        new FeedSection(reading, new SourceSection(reading, stream, inputs)).read(root, map);
    List<AlertRule> alerts = alerts(map, stream, feeds);
    AlertBudget budget = budget(map);
    List<TrustedTable> trusted = trusted(map, fileStem, inputs);
    new MaskCheck(reading, stream).check(map, trusted);
    KnownTables tables = tables(map).with(trusted);
    List<RefinedTable> refined = refined(map, fileStem, trusted, tables);
    List<NamedQuery> queries = named(map, "queries", new QuerySection(reading, tables)::read);
    Optional<Digest> digest = map.get("digest").flatMap(new DigestSection(reading, stream)::read);
    new MaskCheck(reading, stream).checkRules(map, alerts, digest);
    Supplier<Pipeline> pipeline =
        () ->
            new Pipeline(
                name,
                feeds,
                stream.spec(alerts, budget, digest),
                inputs.stream().map(input -> input.input().orElseThrow()).toList(),
                trusted,
                refined,
                queries);
    return reading.problems().unlessSince(before, pipeline);
  }

  private List<TrustedTable> trusted(YamlMap map, String fileStem, List<InputSection> inputs) {
    TrustedSection section = new TrustedSection(reading, fileStem, inputs);
    List<TrustedTable> trusted = named(map, "trusted", section::read);
    section.checkReferences(
        new KnownTables(reading, sql, names(map, "trusted")).with(trusted), trusted);
    return trusted;
  }

  private List<AlertRule> alerts(YamlMap map, StreamSection stream, List<Feed> feeds) {
    AlertSection section = new AlertSection(reading, stream.record(), values(map, feeds));
    return named(
        map,
        "alerts",
        named -> named.name().equals(AlertKeys.BUDGET) ? Optional.empty() : section.read(named));
  }

  private AlertBudget budget(YamlMap map) {
    if (map.get("alerts").orElse(null) instanceof YamlNode.Mapping alerts
        && alerts.entries().containsKey(AlertKeys.BUDGET)) {
      YamlMap given = reading.map(alerts.entries().get(AlertKeys.BUDGET).value(), AlertKeys.LIMITS);
      AlertBudget usual = AlertBudget.DEFAULT;
      return new AlertBudget(
          reading.whole(given, "messages", 1, AlertBudget.MOST, usual.messages()),
          reading.whole(given, "sms", 0, AlertBudget.MOST, usual.sms()));
    }
    return AlertBudget.DEFAULT;
  }

  private List<InputSection> inputs(YamlMap map, StreamSection stream, String pipeline) {
    Prefixes prefixes = new Prefixes(reading, LakeLayout.RAW);
    List<InputSection> inputs = new ArrayList<>();
    if (stream.isThere()) {
      map.get("raw")
          .or(() -> map.get("record"))
          .ifPresent(at -> prefixes.take(at, new LakeLayout(pipeline).raw(), "the stream"));
      inputs.add(InputSection.ofStream(stream.record(), stream.raw()));
    }
    inputs.addAll(named(map, "inputs", node -> InputSection.read(node, prefixes, reading)));
    return inputs;
  }

  private String name(YamlMap map, String fileStem) {
    String name = reading.text(map, "pipeline", fileStem);
    map.get("pipeline")
        .ifPresent(
            node -> {
              reading.checkName(
                  new NamedNode(name, node.at(), node),
                  NAME,
                  "begin with a-z, then use a-z, 0-9 and -, 50 at most");
              if (!name.equals(fileStem)) {
                reading
                    .problems()
                    .add(
                        node,
                        "is '%s', but the file is named '%s'; make both equal"
                            .formatted(name, fileStem));
              }
            });
    return name;
  }

  private List<RefinedTable> refined(
      YamlMap map, String pipeline, List<TrustedTable> trusted, KnownTables tables) {
    RefinedSection section = new RefinedSection(reading, trusted, tables);
    return map.get("refined")
        .map(node -> section.read(node, pipeline, names(map, "trusted")))
        .orElse(List.of());
  }

  private KnownTables tables(YamlMap map) {
    List<String> names = new ArrayList<>(names(map, "trusted"));
    names.addAll(names(map, "refined"));
    return new KnownTables(reading, sql, names);
  }

  private static List<String> names(YamlMap map, String section) {
    return map.get(section).orElse(null) instanceof YamlNode.Mapping tables
        ? tables.entries().entrySet().stream()
            .map(table -> TableNames.qualified(table.getKey(), table.getValue().value()))
            .toList()
        : List.of();
  }

  /** The values that all sources together give to a field, if all could be read and tell. */
  private Map<String, List<String>> values(YamlMap map, List<Feed> feeds) {
    int all = map.get("sources").map(reading::names).map(YamlMap::names).map(List::size).orElse(1);
    List<SimulatorSource> simulators =
        feeds.stream()
            .map(Feed::source)
            .filter(SimulatorSource.class::isInstance)
            .map(SimulatorSource.class::cast)
            .toList();
    List<String> fields = simulators.stream().map(SimulatorSource::metricField).distinct().toList();
    return simulators.size() == all && fields.size() == 1
        ? Map.of(
            fields.get(0),
            simulators.stream().flatMap(each -> each.sent().stream()).distinct().toList())
        : Map.of();
  }

  private <T> List<T> named(YamlMap map, String key, Function<NamedNode, Optional<T>> reader) {
    return map.get(key).stream()
        .flatMap(node -> reading.names(node).entries().stream())
        .flatMap(entry -> reader.apply(entry).stream())
        .toList();
  }
}
