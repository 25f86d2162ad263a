package dev.sluice.core.pipeline;

import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.yaml.NamedNode;
import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.util.Optional;

/** One column of a trusted table. */
final class ColumnReader {
  private final Reading reading;
  private final Fields fields;

  ColumnReader(Reading reading, Fields fields) {
    this.reading = reading;
    this.fields = fields;
  }

  Optional<Column> read(NamedNode named) {
    String name = named.name();
    YamlNode node = named.value();
    int before = reading.problems().mark();
    TableNames.check(named, reading);
    YamlMap map = reading.map(node, FormatKeys.COLUMN);
    Optional<FieldType> type = map.get("type").flatMap(at -> RecordSection.type(at, reading));
    String from = reading.text(map, "from", name);
    fields.check(map.get("from").orElse(node), from, reading);
    boolean required = reading.truth(map, "required");
    String comment = map.get("comment").flatMap(reading.scalars()::anyText).orElse("");
    type.ifPresent(to -> checkCast(map.get("type").orElseThrow(), from, to));
    return reading
        .problems()
        .unlessSince(before, () -> new Column(name, type.orElseThrow(), from, required, comment));
  }

  private void checkCast(YamlNode node, String from, FieldType to) {
    fields
        .type(from)
        .filter(type -> !Types.castable(type, to))
        .ifPresent(
            type ->
                reading
                    .problems()
                    .add(
                        node,
                        "the field '%s' is of type %s, which can't become %s"
                            .formatted(from, Types.name(type), Types.name(to))));
  }
}
