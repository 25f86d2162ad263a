package dev.sluice.core.pipeline;

import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.util.Optional;
import java.util.Set;

/** Where records come from: exactly one kind of source. */
final class SourceSection {
  private final Reading reading;
  private final RecordSection record;

  SourceSection(Reading reading, RecordSection record) {
    this.reading = reading;
    this.record = record;
  }

  Optional<Source> read(YamlNode node) {
    YamlMap map = reading.map(node, FormatKeys.SOURCE);
    if (node instanceof YamlNode.Mapping
        && map.get("simulator").isPresent() == map.get("replay").isPresent()) {
      reading.problems().add(node, "needs exactly one of simulator, replay");
    }
    Optional<Source> simulator =
        map.get("simulator").flatMap(at -> new SimulatorSection(reading, record).read(at));
    Optional<Source> replay =
        map.get("replay").flatMap(at -> new ReplaySection(reading, record).read(at));
    return simulator.or(() -> replay);
  }

  /** Reports required fields of the schema that the source doesn't give. */
  static void checkGiven(YamlNode at, RecordSection record, Set<String> given, Reading reading) {
    record.spec().stream()
        .flatMap(spec -> spec.schema().fields().stream())
        .filter(field -> field.required() && !given.contains(field.name()))
        .forEach(
            field ->
                reading
                    .problems()
                    .add(
                        at,
                        "the source gives no field '%s', which record.schema requires; given: %s"
                            .formatted(field.name(), String.join(", ", given))));
  }
}
