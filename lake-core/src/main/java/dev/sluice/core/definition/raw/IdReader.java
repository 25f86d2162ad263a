package dev.sluice.core.definition.raw;

import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec.Id;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What identifies a record: a field, a list of fields, or {@code "*"} for all of them. */
public final class IdReader {
  /** Stands for all fields, or all columns. */
  private static final String ALL = "*";

  private static final Set<FieldType> IDS =
      EnumSet.of(FieldType.STRING, FieldType.INT, FieldType.LONG);
  private static final Set<FieldType> PARTS =
      EnumSet.complementOf(EnumSet.of(FieldType.FLOAT, FieldType.DOUBLE));

  private final Reading reading;
  private final Fields fields;
  private final List<Field> declared;

  IdReader(Reading reading, Fields fields, List<Field> declared) {
    this.reading = reading;
    this.fields = fields;
    this.declared = declared;
  }

  /**
   * What is meant, as far as it could be read.
   *
   * @param section where the key is looked for
   */
  Id read(YamlMap map, YamlNode section) {
    Optional<YamlNode> node = map.get("id");
    if (node.filter(YamlNode.Sequence.class::isInstance).isPresent()) {
      return id(YamlList.distinct(node.get(), reading.problems(), this::part), false);
    }
    if (node.filter(IdReader::isAll).isPresent()) {
      return id(List.copyOf(fields.types().keySet()), true);
    }
    String name = fields.read(new Fields.Key(map, "id", "id"), section, IDS, reading);
    checkRequired(node.orElse(section), name, declared, reading);
    return Id.of(name);
  }

  /** Whether all fields, or all columns, are meant. */
  public static boolean isAll(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.text().equals(ALL);
  }

  /** Of no fields only if that is reported. */
  private static Id id(List<String> names, boolean isContent) {
    return names.isEmpty() ? Id.of("id") : new Id(names, isContent);
  }

  private Optional<String> part(YamlNode item) {
    Optional<String> name = reading.scalars().text(item);
    name.ifPresent(
        text -> {
          fields.checkOneOf(item, text, PARTS, reading);
          checkRequired(item, text, declared, reading);
        });
    return name;
  }

  /** Reports a field that is optional, but must be there. */
  static void checkRequired(YamlNode node, String name, List<Field> declared, Reading reading) {
    declared.stream()
        .filter(field -> field.name().equals(name) && !field.required())
        .forEach(
            field ->
                reading
                    .problems()
                    .add(
                        node,
                        "no record may be without the field '%s'; add 'required: true' to it"
                            .formatted(field.name())));
  }
}
