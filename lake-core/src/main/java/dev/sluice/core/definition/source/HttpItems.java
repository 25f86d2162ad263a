package dev.sluice.core.definition.source;

import dev.sluice.core.definition.raw.RecordSection;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.Lookup;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an HTTP source takes from its answers. Names are the record's, if the stream takes them. */
record HttpItems(Reading reading, RecordSection record, HttpTemplates templates, Target target) {
  private static final int REMEMBERED = 10_000;

  Items read(YamlMap map) {
    String pointer = map.get("items").map(node -> HttpTemplates.pointer(node, reading)).orElse("");
    Map<String, String> assign = fields(map, "assign", templates::ofItem);
    Map<String, String> fields =
        fields(map, "fields", node -> HttpTemplates.pointer(node, reading));
    if (target instanceof Target.Stream) {
      fields = fields.isEmpty() ? ownFields(assign.keySet()) : fields;
      Set<String> given = new TreeSet<>(fields.keySet());
      given.addAll(assign.keySet());
      map.get("url").ifPresent(node -> SourceSection.checkGiven(node, record, given, reading));
    }
    checkOnce(map, fields.keySet());
    return new Items(pointer, fields, assign, map.get("onlyNew").map(this::onlyNew));
  }

  private OnlyNew onlyNew(YamlNode node) {
    YamlMap map = reading.map(node, FormatKeys.ONLY_NEW);
    if (target instanceof Target.Raw) {
      reading
          .problems()
          .add(
              node,
              "is for records of the stream; an object in raw holds all items of its tick, and a"
                  + " table with dedupe takes each id once");
    }
    return new OnlyNew(
        pointer(map, "id"),
        map.get("version").map(at -> HttpTemplates.pointer(at, reading)),
        reading.whole(map, "remember", 1, OnlyNew.MOST, REMEMBERED));
  }

  /** Without any, each of the record's fields lies in the item as in the record. */
  private Map<String, String> ownFields(Set<String> assigned) {
    return record.fields().types().keySet().stream()
        .filter(name -> !assigned.contains(name))
        .collect(
            Collectors.toMap(
                name -> name,
                name -> FieldPath.pointer(record.fields().place(name)),
                (first, second) -> first,
                LinkedHashMap::new));
  }

  private void checkOnce(YamlMap map, Set<String> fields) {
    for (NamedNode named : entries(map, "assign")) {
      if (fields.contains(named.name())) {
        reading.problems().add(named, "'fields' has '" + named.name() + "' too; remove one");
      }
    }
  }

  private Map<String, String> fields(YamlMap map, String key, Function<YamlNode, String> reader) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (NamedNode named : entries(map, key)) {
      if (target instanceof Target.Stream) {
        record.fields().check(named.value(), named.name(), reading);
        SourceSection.checkTick(named, record, reading);
      }
      fields.put(named.name(), reader.apply(named.value()));
    }
    return fields;
  }

  private List<NamedNode> entries(YamlMap map, String key) {
    return map.get(key).map(node -> reading.names(node).entries()).orElse(List.of());
  }

  List<Lookup> lookups(YamlMap map) {
    return entries(map, "lookup").stream().map(this::lookup).toList();
  }

  private Lookup lookup(NamedNode named) {
    YamlMap map = reading.map(named.value(), FormatKeys.LOOKUP);
    return new Lookup(
        named.name(),
        map.get("url").map(templates::url).orElse(""),
        pointer(map, "items"),
        pointer(map, "id"),
        pointer(map, "name"),
        pointer(map, "from"));
  }

  private String pointer(YamlMap map, String key) {
    return map.get(key).map(node -> HttpTemplates.pointer(node, reading)).orElse("");
  }
}
