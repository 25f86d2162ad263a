package dev.sluice.core.definition;

import dev.sluice.core.definition.raw.StreamSection;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.pipeline.FieldType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The scheduled message about what came since the last one. */
final class DigestSection {
  /** SNS takes 100; the others are for the time. */
  private static final String SUBJECT = "[!-~][ -~]{0,79}";

  private static final EnumSet<FieldType> GROUPS =
      EnumSet.of(FieldType.STRING, FieldType.INT, FieldType.LONG, FieldType.BOOLEAN);

  private final Reading reading;
  private final StreamSection stream;

  DigestSection(Reading reading, StreamSection stream) {
    this.reading = reading;
    this.stream = stream;
  }

  Optional<Digest> read(YamlNode node) {
    int before = reading.problems().mark();
    if (!stream.isThere()) {
      reading.problems().add(node, "a digest is about a stream's records; add record and raw");
      return Optional.empty();
    }
    YamlMap map = reading.map(node, FormatKeys.DIGEST);
    Fields fields = stream.record().fields();
    String subject = reading.text(map, "subject", "");
    map.get("subject")
        .filter(at -> !subject.isEmpty() && !subject.matches(SUBJECT))
        .ifPresent(at -> reading.problems().add(at, "must be 1 to 80 printable ASCII characters"));
    String by = fields.read(map, "by", GROUPS, reading);
    List<String> values = map.get("values").map(at -> values(at, fields)).orElse(List.of());
    return reading.problems().unlessSince(before, () -> new Digest(subject, by, values));
  }

  private List<String> values(YamlNode node, Fields fields) {
    return YamlList.distinct(
        node,
        reading.problems(),
        item -> {
          Optional<String> name = reading.scalars().text(item);
          name.ifPresent(text -> fields.checkOneOf(item, text, Types.NUMBERS, reading));
          return name;
        });
  }
}
