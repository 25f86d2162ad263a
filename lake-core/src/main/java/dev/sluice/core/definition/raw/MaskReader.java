package dev.sluice.core.definition.raw;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Mask;
import dev.sluice.core.pipeline.Masking;
import dev.sluice.core.pipeline.RecordSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The masks of a schema's fields, and whether each makes sense there. */
final class MaskReader {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

  private final Reading reading;
  private final RecordSection record;

  MaskReader(Reading reading, RecordSection record) {
    this.reading = reading;
    this.record = record;
  }

  /** The masks of a record section whose keys were checked. */
  Masking read(YamlNode section) {
    int before = reading.problems().mark();
    Map<String, Mask> masks = new LinkedHashMap<>();
    child(section, "schema").ifPresent(schema -> readMasks(schema, masks));
    String key = child(section, "maskKey").flatMap(this::key).orElse("");
    boolean hasKey = child(section, "maskKey").isPresent();
    if (!masks.isEmpty() && !hasKey) {
      reading
          .problems()
          .add(
              section,
              "the key 'maskKey' is missing; fields are masked with the key that it names, a"
                  + " secret of Secrets Manager: maskKey: sluice/mask");
    } else if (masks.isEmpty() && hasKey) {
      reading
          .problems()
          .add(
              child(section, "maskKey").orElseThrow(),
              "is for fields with a 'mask', and no field of the schema has one; remove it");
    }
    return reading
        .problems()
        .unlessSince(before, () -> new Masking(masks, key))
        .orElse(Masking.NONE);
  }

  private void readMasks(YamlNode schema, Map<String, Mask> masks) {
    if (schema instanceof YamlNode.Mapping fields) {
      fields
          .entries()
          .forEach(
              (name, entry) ->
                  child(entry.value(), "mask")
                      .ifPresent(node -> mask(name, node).ifPresent(m -> masks.put(name, m))));
    }
  }

  private Optional<Mask> mask(String name, YamlNode node) {
    Optional<String> text = reading.scalars().text(node);
    Optional<Mask> mask = text.flatMap(Mask::read);
    if (text.isPresent() && mask.isEmpty()) {
      reading
          .problems()
          .add(
              node,
              "must be hmac, drop or partial(4) (the last 4 characters stay, 1 to 9 may): "
                  + node.shown());
    }
    if (mask.isPresent()) {
      problem(name, mask.get()).ifPresent(problem -> reading.problems().add(node, problem));
    }
    return mask;
  }

  private Optional<String> problem(String name, Mask mask) {
    Optional<RecordSpec> spec = record.spec();
    if (spec.isEmpty()) {
      return Optional.empty();
    }
    Field field = spec.get().schema().field(name).orElseThrow();
    if (name.equals(spec.get().timeField())) {
      return Optional.of("the event time can't be masked: records are partitioned by it");
    }
    boolean isContent = spec.get().id().isContent();
    boolean identifies =
        isContent || spec.get().id().needs(name) || name.equals(spec.get().keyField());
    if (mask instanceof Mask.Drop && !isContent) {
      return field.required()
          ? Optional.of(
              "no record may be without the field '%s'; drop leaves it out, so set 'required: false', or 'mask: hmac'"
                  .formatted(name))
          : Optional.empty();
    }
    if (identifies && !(mask instanceof Mask.Hmac)) {
      return Optional.of(
          "'%s' tells records or devices apart, which may end alike; take 'mask: hmac'"
              .formatted(name));
    }
    return field.type() == FieldType.STRING
        ? Optional.empty()
        : Optional.of(
            "what is masked is a text, but '%s' is of type %s; set 'type: string', or 'mask: drop'"
                .formatted(name, field.type().name().toLowerCase(java.util.Locale.ROOT)));
  }

  private Optional<String> key(YamlNode node) {
    Optional<String> name = reading.scalars().text(node);
    name.filter(text -> !SECRET.matcher(text).matches())
        .ifPresent(
            text ->
                reading
                    .problems()
                    .add(
                        node,
                        text.startsWith("ssm:")
                            ? "a parameter of Systems Manager can't hold the key that masks; put it"
                                + " into Secrets Manager and name it like sluice/mask"
                            : "is not the name of a secret of Secrets Manager, like sluice/mask: "
                                + node.shown()));
    return name;
  }

  private static Optional<YamlNode> child(YamlNode node, String key) {
    return node instanceof YamlNode.Mapping mapping
        ? Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value)
        : Optional.empty();
  }
}
