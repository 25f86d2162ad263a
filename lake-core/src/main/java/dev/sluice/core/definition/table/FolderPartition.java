package dev.sluice.core.definition.table;

import dev.sluice.core.definition.raw.InputSection;
import dev.sluice.core.definition.raw.RawSection;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import java.util.List;
import java.util.Optional;

/** The fields of raw's folders by which a table is partitioned. */
record FolderPartition(Reading reading, InputSection input, YamlMap declared) {
  /** How messages name what has the folders. */
  String where() {
    return input.name().equals(Input.STREAM) ? "raw" : "inputs." + input.name();
  }

  List<PartitionField> partition(YamlMap map) {
    Optional<List<PartitionField>> partition =
        map.get("partition").map(this::partition).orElse(input.partition());
    partition.ifPresent(this::checkCollision);
    return partition.orElse(List.of());
  }

  private Optional<List<PartitionField>> partition(YamlNode node) {
    if (node instanceof YamlNode.Sequence list && list.items().isEmpty()) {
      return Optional.of(List.of());
    }
    Optional<List<PartitionField>> partition = RawSection.partition(node, reading);
    Optional<List<PartitionField>> raw = input.partition();
    if (partition.isPresent() && raw.isPresent() && partition.get().size() > raw.get().size()) {
      reading
          .problems()
          .add(
              node,
              "%s is finer than %s.partition %s; leave fields out here, or add them there"
                  .formatted(
                      RawSection.names(partition.get()), where(), RawSection.names(raw.get())));
    }
    return partition;
  }

  void checkCollision(List<PartitionField> partition) {
    checkCollision(partition, "the partition has a column '%s' already; rename this one");
  }

  /** The quarantine is of plain objects, whatever the table is. */
  void checkQuarantine(List<PartitionField> partition) {
    checkCollision(
        partition, "the table's quarantine is partitioned by a column '%s'; rename this one");
  }

  private void checkCollision(List<PartitionField> partition, String problem) {
    for (PartitionField field : partition) {
      declared
          .get(field.columnName())
          .ifPresent(node -> reading.problems().add(node, problem.formatted(field.columnName())));
    }
  }
}
