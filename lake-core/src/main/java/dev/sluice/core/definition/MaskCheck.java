package dev.sluice.core.definition;

import dev.sluice.core.definition.raw.StreamSection;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Mask;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what is made of masked fields can be made of what masks leave. */
record MaskCheck(Reading reading, StreamSection stream) {
  /** Reports the rules that can't. */
  void checkRules(YamlMap file, List<AlertRule> rules, Optional<Digest> digest) {
    MaskedUses uses = new MaskedUses(stream.masking().fields(), "field");
    for (AlertRule rule : rules) {
      Optional<YamlNode> node = file.get("alerts").flatMap(all -> child(all, rule.name()));
      uses.check(rule, (key, problem) -> tell(node.flatMap(at -> child(at, key)), problem));
    }
    digest.ifPresent(
        told ->
            uses.check(
                told,
                (key, problem) -> tell(file.get("digest").flatMap(at -> child(at, key)), problem)));
  }

  private void tell(Optional<YamlNode> node, String problem) {
    node.ifPresent(at -> reading.problems().add(at, problem));
  }

  /** Reports the filters that can't. */
  private void checkFilter(YamlMap file, TrustedTable table) {
    Map<String, Mask> masks = new HashMap<>();
    for (Column column : table.columns()) {
      field(column)
          .map(field -> stream.masking().fields().get(field.name()))
          .filter(mask -> !(mask instanceof Mask.Drop)) // the column itself is refused
          .ifPresent(mask -> masks.put(column.name(), mask));
    }
    MaskedUses uses = new MaskedUses(masks, "column");
    Optional<YamlNode> node =
        file.get("trusted")
            .flatMap(all -> child(all, table.name()))
            .flatMap(at -> child(at, "filter"));
    table.rows().filter().stream()
        .flatMap(Condition::tests)
        .flatMap(test -> uses.test(test).stream())
        .forEach(problem -> tell(node, problem));
  }

  /** Reports the columns that can't. */
  void check(YamlMap file, List<TrustedTable> tables) {
    for (TrustedTable table : tables) {
      if (table.input().equals(Input.STREAM)) {
        checkFilter(file, table);
        for (Column column : table.columns()) {
          field(column)
              .flatMap(field -> problem(column, field))
              .ifPresent(
                  problem ->
                      tell(
                          file.get("trusted")
                              .flatMap(node -> child(node, table.name()))
                              .flatMap(node -> child(node, "columns"))
                              .flatMap(node -> child(node, column.name())),
                          problem));
        }
      }
    }
  }

  private Optional<Field> field(Column column) {
    List<String> path = FieldPath.of(column.from());
    return stream.record().spec().map(RecordSpec::schema).stream()
        .flatMap(schema -> schema.fields().stream())
        .filter(field -> field.path().equals(path))
        .findFirst();
  }

  private Optional<String> problem(Column column, Field field) {
    Mask mask = stream.masking().fields().get(field.name());
    if (mask instanceof Mask.Drop) {
      return Optional.of(
          "'mask: drop' leaves the field %s out of every record; remove the column, or take 'mask: hmac'"
              .formatted(field.shown()));
    }
    return mask == null || column.type() == FieldType.STRING
        ? Optional.empty()
        : Optional.of(
            "the field %s is masked, and so a text, but the column is of type %s; set 'type: string'"
                .formatted(field.shown(), column.typeName()));
  }

  private static Optional<YamlNode> child(YamlNode node, String key) {
    return node instanceof YamlNode.Mapping mapping
        ? Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value)
        : Optional.empty();
  }
}
