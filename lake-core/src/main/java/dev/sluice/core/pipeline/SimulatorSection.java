package dev.sluice.core.pipeline;

import dev.sluice.core.pipeline.SimulatorSource.Anomalies;
import dev.sluice.core.pipeline.SimulatorSource.AnomalyKind;
import dev.sluice.core.pipeline.SimulatorSource.Devices;
import dev.sluice.core.pipeline.SimulatorSource.Metric;
import dev.sluice.core.yaml.YamlList;
import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    Optional<Devices> devices = map.get("devices").flatMap(this::devices);
    YamlMap fields =
        map.get("reading").map(at -> reading.map(at, FormatKeys.READING)).orElseGet(YamlMap::empty);
    String metric = field(fields, "metric", Set.of(FieldType.STRING));
    String value = field(fields, "value", Types.NUMBERS);
    List<Metric> metrics =
        map.get("metrics").map(new MetricSection(reading, every)::read).orElse(List.of());
    Anomalies anomalies =
        map.get("anomalies").flatMap(this::anomalies).orElse(new Anomalies(0, List.of()));
    Optional<Source> source =
        reading
            .problems()
            .unlessSince(
                before,
                () ->
                    new SimulatorSource(
                        every, seed, devices.orElseThrow(), metric, value, metrics, anomalies));
    source.ifPresent(built -> checkGiven(node, (SimulatorSource) built));
    return source;
  }

  private void checkGiven(YamlNode node, SimulatorSource source) {
    record
        .spec()
        .ifPresent(
            spec -> {
              Set<String> given = new TreeSet<>(Set.of(spec.idField(), spec.timeField()));
              given.addAll(
                  List.of(source.devices().field(), source.metricField(), source.valueField()));
              SourceSection.checkGiven(node, record, given, reading);
            });
  }

  private Optional<Devices> devices(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.DEVICES);
    String field = field(map, "field", Set.of(FieldType.STRING));
    String name = reading.text(map, "name", "%d");
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
  private String field(YamlMap map, String key, Set<FieldType> allowed) {
    return record.fields().read(map, key, allowed, reading);
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
