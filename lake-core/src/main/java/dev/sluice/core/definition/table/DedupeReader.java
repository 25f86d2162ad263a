package dev.sluice.core.definition.table;

import dev.sluice.core.definition.alert.ConditionReader;
import dev.sluice.core.definition.raw.IdReader;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows are duplicates: columns, {@code "*"} for all, or {@code by}, {@code latest} and {@code
 * deleted}.
 */
final class DedupeReader {
  private final Reading reading;
  private final Fields columns;
  private final List<Column> built;

  DedupeReader(Reading reading, Fields columns, List<Column> built) {
    this.reading = reading;
    this.columns = columns;
    this.built = built;
  }

  /** What is meant; empty if something is wrong with it. */
  Optional<Dedupe> read(YamlNode node) {
    int before = reading.problems().mark();
    if (IdReader.isAll(node)) {
      List<String> all = List.copyOf(columns.types().keySet());
      return all.isEmpty() ? Optional.empty() : Optional.of(Dedupe.byContent(all));
    }
    if (node instanceof YamlNode.Sequence) {
      List<String> by = keys(node);
      return reading.problems().unlessSince(before, () -> new Dedupe(by, Optional.empty()));
    }
    if (!(node instanceof YamlNode.Mapping)) {
      Optional<String> key = key(node);
      return reading.problems().unlessSince(before, () -> Dedupe.by(key.orElseThrow()));
    }
    YamlMap map = reading.map(node, FormatKeys.DEDUPE);
    List<String> by = map.get("by").map(this::keys).orElse(List.of());
    Optional<String> latest =
        map.get("latest").map(at -> columns.read(map, "latest", Types.ORDERED, reading));
    latest.filter(by::contains).ifPresent(name -> reportKey(map, name));
    Optional<Condition> deleted = map.get("deleted").flatMap(at -> deleted(at, latest));
    return reading.problems().unlessSince(before, () -> new Dedupe(by, latest, deleted, false));
  }

  private Optional<Condition> deleted(YamlNode node, Optional<String> latest) {
    if (latest.isEmpty()) {
      reading
          .problems()
          .add(
              node,
              "a deletion must be told from what comes after it; name the column with the version"
                  + " in 'latest'");
    }
    return new ConditionReader(reading, columns, Map.of()).read(node);
  }

  private List<String> keys(YamlNode list) {
    return YamlList.distinct(list, reading.problems(), this::key);
  }

  private void reportKey(YamlMap map, String name) {
    reading
        .problems()
        .add(
            map.get("latest").orElseThrow(),
            "duplicates have the same '%s', so none is later; name another column".formatted(name));
  }

  private Optional<String> key(YamlNode node) {
    Optional<String> name = reading.scalars().text(node);
    name.filter(text -> columns.known()).ifPresent(text -> columns.check(node, text, reading));
    built.stream()
        .filter(column -> name.filter(column.name()::equals).isPresent() && !column.required())
        .forEach(column -> reportOptional(node, column));
    return name;
  }

  private void reportOptional(YamlNode node, Column column) {
    reading
        .problems()
        .add(
            node,
            ("rows without '%s' would count as duplicates of each other; add"
                    + " 'required: true' to the column")
                .formatted(column.name()));
  }
}
