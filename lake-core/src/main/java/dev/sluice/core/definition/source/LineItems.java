package dev.sluice.core.definition.source;

import dev.sluice.core.definition.raw.RecordSection;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.LinesSource.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a source of lines takes from each of them. */
record LineItems(Reading reading, RecordSection record, YamlMap map) {
  /** The metrics, if lines have several. */
  Optional<Readings> readings(YamlNode node) {
    Optional<YamlNode> at = map.get("metrics");
    if (at.isEmpty()) {
      map.get("reading")
          .ifPresent(
              alone -> reading.problems().add(alone, "is for the fields of 'metrics'; add them"));
      return Optional.empty();
    }
    int before = reading.problems().mark();
    YamlMap names =
        map.get("reading")
            .map(each -> reading.map(each, FormatKeys.READING))
            .orElseGet(YamlMap::empty);
    YamlNode section = map.get("reading").orElse(node);
    String metric = field(names, "metric", section, Set.of(FieldType.STRING));
    String value = field(names, "value", section, Types.NUMBERS);
    Map<String, String> pointers = new LinkedHashMap<>();
    for (NamedNode named : reading.names(at.get()).entries()) {
      pointers.put(named.name(), HttpTemplates.pointer(named.value(), reading));
    }
    return reading.problems().unlessSince(before, () -> new Readings(metric, value, pointers));
  }

  private String field(YamlMap names, String key, YamlNode section, Set<FieldType> allowed) {
    return record.fields().read(new Fields.Key(names, key, key), section, allowed, reading);
  }

  /**
   * The fields of a line.
   *
   * @param columns of CSV, if it names them; empty: nothing is known of it
   * @param ofFile whether lines are those of a file, which have numbers
   */
  Items read(
      YamlNode node, Optional<Readings> readings, Optional<List<String>> columns, boolean ofFile) {
    Set<String> names = new TreeSet<>(Set.of("host", "index"));
    if (ofFile) {
      names.add("row");
    }
    readings.ifPresent(any -> names.add("metric"));
    HttpTemplates templates = new HttpTemplates(reading, names);
    Set<String> ofMetrics = new TreeSet<>();
    readings.ifPresent(each -> ofMetrics.addAll(List.of(each.metricField(), each.valueField())));
    Map<String, String> assign = new LinkedHashMap<>();
    for (NamedNode named : entries("assign")) {
      check(named, ofMetrics);
      SourceSection.checkTick(named, record, reading);
      assign.put(named.name(), templates.ofLine(named.value()));
    }
    Map<String, String> fields = fields(assign.keySet(), ofMetrics);
    Set<String> others = new TreeSet<>(assign.keySet());
    others.addAll(ofMetrics);
    if (fields.isEmpty()) {
      fields = ownFields(others, columns.orElse(List.of()));
    }
    checkColumns(columns.orElse(List.of()));
    others.addAll(fields.keySet());
    SourceSection.checkGiven(node, record, others, reading);
    return new Items("", fields, assign);
  }

  private Map<String, String> fields(Set<String> assigned, Set<String> ofMetrics) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (NamedNode named : entries("fields")) {
      check(named, ofMetrics);
      if (assigned.contains(named.name())) {
        reading.problems().add(named, "'assign' has '" + named.name() + "' too; remove one");
      }
      fields.put(named.name(), HttpTemplates.pointer(named.value(), reading));
    }
    return fields;
  }

  private void check(NamedNode named, Set<String> ofMetrics) {
    record.fields().check(named.value(), named.name(), reading);
    if (ofMetrics.contains(named.name())) {
      reading.problems().add(named, "'" + named.name() + "' is filled by 'metrics'; remove one");
    }
  }

  /** Without any, each of the record's fields lies in the line as in the record. */
  private Map<String, String> ownFields(Set<String> others, List<String> columns) {
    Map<String, String> own = new LinkedHashMap<>();
    for (String name : record.fields().types().keySet()) {
      if (!others.contains(name)
          && (columns.isEmpty() || columns.contains(record.fields().place(name)))) {
        own.put(name, FieldPath.pointer(record.fields().place(name)));
      }
    }
    return own;
  }

  /** Pointers into a row name one of its columns. */
  private void checkColumns(List<String> columns) {
    if (columns.isEmpty()) {
      return;
    }
    List<NamedNode> pointers = new ArrayList<>(entries("fields"));
    pointers.addAll(entries("metrics"));
    for (NamedNode named : pointers) {
      String pointer = HttpTemplates.pointer(named.value(), reading);
      if (pointer.startsWith("/")) {
        String column = pointer.substring(1).replace("~1", "/").replace("~0", "~");
        reading.checkKnown(named.value(), column, "column is named", columns);
      }
    }
  }

  private List<NamedNode> entries(String key) {
    return map.get(key).map(node -> reading.names(node).entries()).orElse(List.of());
  }
}
