package dev.sluice.core.definition.source;

import dev.sluice.core.definition.raw.InputSection;
import dev.sluice.core.definition.raw.RecordSection;
import dev.sluice.core.definition.raw.StreamSection;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Placeholders;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.ExternalSource;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Where records come from: exactly one kind of source. */
public final class SourceSection {
  private final Reading reading;
  private final StreamSection stream;
  private final RecordSection record;
  private final List<InputSection> inputs;

  public SourceSection(Reading reading, StreamSection stream, List<InputSection> inputs) {
    this.reading = reading;
    this.stream = stream;
    this.inputs = inputs;
    this.record = stream.record();
  }

  Optional<Source> read(YamlNode node) {
    YamlMap map = reading.map(node, FormatKeys.SOURCE);
    Map<String, Function<YamlNode, Optional<Source>>> kinds = kinds();
    List<String> given = kinds.keySet().stream().filter(kind -> map.get(kind).isPresent()).toList();
    if (node instanceof YamlNode.Mapping && given.size() != 1) {
      List<String> known = FormatKeys.SOURCE.all().stream().filter(kinds::containsKey).toList();
      reading.problems().add(node, "needs exactly one of " + String.join(", ", known));
    }
    List<Optional<Source>> sources =
        given.stream().map(kind -> kinds.get(kind).apply(map.get(kind).orElseThrow())).toList();
    sources.forEach(source -> source.ifPresent(read -> stream.checkTakes(node, read, reading)));
    return sources.isEmpty() ? Optional.empty() : sources.get(0);
  }

  /** Whether the source is to run; one whose records wait for it can't be told not to. */
  boolean runs(YamlNode node, Source source) {
    Optional<YamlNode> given = reading.map(node, FormatKeys.SOURCE).get("runs");
    given
        .filter(at -> !(source instanceof SimulatorSource) && !(source instanceof HttpSource))
        .ifPresent(
            at ->
                reading
                    .problems()
                    .add(
                        at,
                        "only goes with 'simulator' and 'http': of other sources, what comes while"
                            + " they don't run would be passed over; remove it"));
    return given.flatMap(reading.scalars()::truth).orElse(true);
  }

  private Map<String, Function<YamlNode, Optional<Source>>> kinds() {
    return Map.of(
        "simulator", new SimulatorSection(reading, record)::read,
        "replay", new ReplaySection(reading, record)::read,
        "http", new HttpSection(reading, record)::read,
        "lines", new LinesSection(reading, record)::read,
        "landing", new LandingSection(reading, inputs)::read,
        "external", this::external);
  }

  private Optional<Source> external(YamlNode node) {
    reading.map(node, FormatKeys.EXTERNAL);
    return Optional.of(new ExternalSource());
  }

  /** Reports {@code {tick}}, a text, as an event time that is to be a number. */
  static void checkTick(NamedNode assigned, RecordSection record, Reading reading) {
    boolean isTick =
        assigned.value() instanceof YamlNode.Scalar scalar
            && Placeholders.in(scalar.text()).contains("tick");
    record
        .spec()
        .filter(spec -> isTick && spec.timeField().equals(assigned.name()))
        .map(RecordSpec::timeFormat)
        .filter(format -> format.form().isEpoch())
        .ifPresent(
            format ->
                reading
                    .problems()
                    .add(
                        assigned.value(),
                        "'{tick}' is a time in ISO 8601, which 'record.timeFormat: %s' does not"
                                .formatted(format.text())
                            + " read; take the time from the data, or leave 'timeFormat' out"));
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
