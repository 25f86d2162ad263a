package dev.sluice.core.definition.source;

import dev.sluice.core.definition.raw.RecordSection;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.Keys;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.SimulatorSource.Anomalies;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.pipeline.source.SimulatorSource.Devices;
import dev.sluice.core.pipeline.source.SimulatorSource.Metric;
import dev.sluice.core.pipeline.source.SimulatorSource.Model;
import dev.sluice.core.pipeline.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Simulated sensors. */
final class SimulatorSection {
  private static final int MAX_DEVICES = 100_000;
  private static final int DEFAULT_SEED = 42;
  private static final Pattern NUMBERED = Pattern.compile("[^%]*%(0[1-9])?d[^%]*");

  private final Reading reading;
  private final RecordSection record;

  SimulatorSection(Reading reading, RecordSection record) {
    this.reading = reading;
    this.record = record;
  }

  Optional<Source> read(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.SIMULATOR);
    Duration every = reading.positive(map, "every", Duration.ofSeconds(1));
    long seed =
        map.get("seed")
            .flatMap(at -> reading.scalars().whole(at, Long.MIN_VALUE, Long.MAX_VALUE))
            .orElse((long) DEFAULT_SEED);
    Optional<Devices> devices = devices(map, node);
    YamlMap fields = inner(map, "reading", FormatKeys.READING);
    YamlNode at = map.get("reading").orElse(node);
    String metric = field(new Fields.Key(fields, "metric", "metric"), at, Set.of(FieldType.STRING));
    String value = field(new Fields.Key(fields, "value", "value"), at, Types.NUMBERS);
    Supplier<Model> model = model(map, every);
    Anomalies anomalies =
        map.get("anomalies").flatMap(this::anomalies).orElse(new Anomalies(0, List.of()));
    Optional<Source> source =
        reading
            .problems()
            .unlessSince(
                before,
                () ->
                    new SimulatorSource(
                        every, seed, devices.orElseThrow(), metric, value, model.get(), anomalies));
    source.ifPresent(built -> checkGiven(node, (SimulatorSource) built));
    return source;
  }

  private void checkGiven(YamlNode node, SimulatorSource source) {
    record
        .spec()
        .ifPresent(
            spec -> {
              SourceSection.checkGiven(node, record, source.given(spec), reading);
              source.missingInId(spec).ifPresent(field -> reportSameId(node, field));
              checkTimes(node, spec.timeFormat());
            });
  }

  private void reportSameId(YamlNode node, String field) {
    reading
        .problems()
        .add(
            node,
            "records of a tick would have the same id; add '%s' to record.id".formatted(field));
  }

  private void checkTimes(YamlNode node, TimeFormat format) {
    if (format.form() != TimeFormat.Form.USUAL && format.form() != TimeFormat.Form.ISO) {
      reading
          .problems()
          .add(
              node,
              "writes times in ISO 8601; leave 'record.timeFormat: %s' out"
                  .formatted(format.text()));
    }
  }

  /** The model, once all of it is known to be right. */
  private Supplier<Model> model(YamlMap map, Duration every) {
    List<Metric> metrics =
        map.get("metrics").map(new MetricSection(reading, every)::read).orElse(List.of());
    Optional<Set<String>> sent = map.get("send").map(list -> sent(list, map));
    return () -> sent.map(names -> new Model(metrics, names)).orElseGet(() -> Model.of(metrics));
  }

  private Set<String> sent(YamlNode node, YamlMap simulator) {
    List<String> known =
        simulator.get("metrics").map(reading::names).orElseGet(YamlMap::empty).names();
    return Set.copyOf(
        YamlList.distinct(
            node,
            reading.problems(),
            item ->
                reading
                    .scalars()
                    .text(item)
                    .filter(name -> reading.checkKnown(item, name, "metric", known))));
  }

  private YamlMap inner(YamlMap map, String key, Keys keys) {
    return map.get(key).map(at -> reading.map(at, keys)).orElseGet(YamlMap::empty);
  }

  private Optional<Devices> devices(YamlMap simulator, YamlNode source) {
    int before = reading.problems().mark();
    YamlMap map = inner(simulator, "devices", FormatKeys.DEVICES);
    YamlNode node = simulator.get("devices").orElse(source);
    String field = field(new Fields.Key(map, "field", "device"), node, Set.of(FieldType.STRING));
    String name = reading.text(map, "name", "device-%d");
    if (!NUMBERED.matcher(name).matches()) {
      reading
          .problems()
          .add(
              map.get("name").orElse(node),
              "'%s' needs the device's number exactly once: %%d, or %%02d with zeros before it"
                  .formatted(name));
    }
    int count = reading.whole(map, "count", 1, MAX_DEVICES, 1);
    return reading.problems().unlessSince(before, () -> new Devices(field, name, count));
  }

  /** The name of a field with one of these types. */
  private String field(Fields.Key key, YamlNode section, Set<FieldType> allowed) {
    return record.fields().read(key, section, allowed, reading);
  }

  private Optional<Anomalies> anomalies(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.ANOMALIES);
    double rate = reading.number(map, "rate", 0);
    if (rate < 0 || rate > 6) {
      reading
          .problems()
          .add(map.get("rate").orElseThrow(), "must be 0 to 6 for a sensor and hour, not " + rate);
    }
    List<AnomalyKind> kinds =
        map.get("kinds").map(this::kinds).orElse(List.of(AnomalyKind.values()));
    return reading.problems().unlessSince(before, () -> new Anomalies(rate, kinds));
  }

  private List<AnomalyKind> kinds(YamlNode node) {
    return YamlList.distinct(
        node,
        reading.problems(),
        item -> reading.scalars().choice(item, "kind of anomaly", AnomalyKind.values()));
  }
}
