package dev.sluice.core.pipeline;

import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.yaml.NamedNode;
import dev.sluice.core.yaml.YamlList;
import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** One trusted table. */
final class TrustedSection {
  private final Reading reading;
  private final ColumnReader columns;
  private final Optional<List<PartitionField>> raw;

  TrustedSection(Reading reading, Fields fields, Optional<List<PartitionField>> raw) {
    this.reading = reading;
    this.columns = new ColumnReader(reading, fields);
    this.raw = raw;
  }

  Optional<TrustedTable> read(NamedNode named) {
    String name = named.name();
    YamlNode node = named.value();
    int before = reading.problems().mark();
    TableNames.check(named, reading);
    YamlMap map = reading.map(node, FormatKeys.TABLE);
    YamlMap declared = map.get("columns").map(reading::names).orElseGet(YamlMap::empty);
    List<String> names = declared.names();
    List<Column> built =
        declared.entries().stream().flatMap(entry -> columns.read(entry).stream()).toList();
    String dedupe = map.get("dedupe").flatMap(at -> column(at, names)).orElse("");
    map.get("dedupe").ifPresent(at -> checkDedupe(at, dedupe, built));
    List<String> sort =
        map.get("sort")
            .map(at -> YamlList.distinct(at, reading.problems(), item -> column(item, names)))
            .orElse(List.of());
    Optional<List<PartitionField>> partition =
        map.get("partition").map(this::partition).orElse(raw);
    partition.ifPresent(fields -> checkCollision(declared, fields));
    return reading
        .problems()
        .unlessSince(
            before, () -> new TrustedTable(name, built, dedupe, sort, partition.orElse(List.of())));
  }

  private Optional<String> column(YamlNode node, List<String> names) {
    Optional<String> name = reading.scalars().text(node);
    if (!names.isEmpty()) {
      name.ifPresent(
          text -> reading.checkKnown(node, text, "column of this table is named", names));
    }
    return name;
  }

  private void checkDedupe(YamlNode node, String dedupe, List<Column> built) {
    built.stream()
        .filter(column -> column.name().equals(dedupe) && !column.required())
        .forEach(
            column ->
                reading
                    .problems()
                    .add(
                        node,
                        ("rows without '%s' would count as duplicates of each other; add"
                                + " 'required: true' to the column")
                            .formatted(dedupe)));
  }

  private Optional<List<PartitionField>> partition(YamlNode node) {
    Optional<List<PartitionField>> partition = RawSection.partition(node, reading);
    if (partition.isPresent() && raw.isPresent() && partition.get().size() > raw.get().size()) {
      reading
          .problems()
          .add(
              node,
              "%s is finer than raw.partition %s; leave fields out here, or add them there"
                  .formatted(RawSection.names(partition.get()), RawSection.names(raw.get())));
    }
    return partition;
  }

  private void checkCollision(YamlMap declared, List<PartitionField> partition) {
    for (PartitionField field : partition) {
      declared
          .get(field.columnName())
          .ifPresent(
              node ->
                  reading
                      .problems()
                      .add(
                          node,
                          "the partition has a column '%s' already; rename this one"
                              .formatted(field.columnName())));
    }
  }
}
