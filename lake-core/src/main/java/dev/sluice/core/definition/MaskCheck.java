package dev.sluice.core.definition;

import dev.sluice.core.definition.raw.StreamSection;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Mask;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether columns that are made of masked fields can have what masks leave. */
record MaskCheck(Reading reading, StreamSection stream) {
  /** Reports the columns that can't. */
  void check(YamlMap file, List<TrustedTable> tables) {
    for (TrustedTable table : tables) {
      if (table.input().equals(Input.STREAM)) {
        for (Column column : table.columns()) {
          field(column)
              .flatMap(field -> problem(column, field))
              .ifPresent(
                  problem ->
                      file.get("trusted")
                          .flatMap(node -> child(node, table.name()))
                          .flatMap(node -> child(node, "columns"))
                          .flatMap(node -> child(node, column.name()))
                          .ifPresent(at -> reading.problems().add(at, problem)));
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
                .formatted(field.shown(), column.type().name().toLowerCase(Locale.ROOT)));
  }

  private static Optional<YamlNode> child(YamlNode node, String key) {
    return node instanceof YamlNode.Mapping mapping
        ? Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value)
        : Optional.empty();
  }
}
