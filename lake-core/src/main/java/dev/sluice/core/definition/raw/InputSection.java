package dev.sluice.core.definition.raw;

import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TimeFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One dataset in raw.
 *
 * @param name as written
 * @param fields of its records, if there is a schema
 * @param partition as far as it could be read
 * @param isCsv whether it has rows and not JSON
 * @param time the field with the stream's event time, and how it is written
 * @param input if nothing is wrong with it
 */
public record InputSection(
    String name,
    Fields fields,
    Optional<List<PartitionField>> partition,
    boolean isCsv,
    Optional<Time> time,
    Optional<Input> input) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");

  /**
   * A time.
   *
   * @param path the names that lead to it in a record
   */
  public record Time(List<String> path, TimeFormat format) {
    static Time of(RecordSpec record) {
      Field field = record.schema().field(record.timeField()).orElseThrow();
      return new Time(field.path(), record.timeFormat());
    }
  }

  private enum Format {
    JSON,
    CSV
  }

  /** How the value at a place, a pointer or a field's name, is written, if it is the event time. */
  public Optional<TimeFormat> timeFormat(String place) {
    return time.filter(each -> FieldPath.of(place).equals(each.path())).map(Time::format);
  }

  /** What the stream's records make. */
  public static InputSection ofStream(RecordSection record, RawSection raw) {
    return new InputSection(
        Input.STREAM,
        record.fields(),
        raw.partition(),
        false,
        record.spec().map(Time::of),
        raw.layout().map(layout -> ofStream(record, layout)));
  }

  private static Input ofStream(RecordSection record, RawLayout layout) {
    return new Input(
        Input.STREAM,
        layout,
        new RawFormat.Json(),
        record.spec().filter(any -> record.isStrict()).map(spec -> spec.schema().ofRecord()));
  }

  /** A dataset of which nothing is known: what reads it is not to be reported for that. */
  public static InputSection unknown(String name) {
    return new InputSection(
        name, Fields.unknown(), Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  public static Optional<InputSection> read(NamedNode named, Prefixes prefixes, Reading reading) {
    int before = reading.problems().mark();
    String name = named.name();
    reading.checkName(named, NAME, "begin with a-z, then use a-z, 0-9 and -, 50 at most");
    if (name.equals(Input.STREAM)) {
      reading.problems().add(named, "'stream' are the stream's records; take another name");
    }
    YamlMap map = reading.map(named.value(), FormatKeys.INPUT);
    Optional<String> prefix = prefixes.read(map);
    prefix.ifPresent(text -> prefixes.take(map.get("prefix").orElseThrow(), text, "input " + name));
    Optional<List<PartitionField>> partition =
        map.get("partition").flatMap(node -> RawSection.partition(node, reading));
    Optional<RawLayout> layout = layout(map, prefix, partition, reading);
    Format format =
        map.get("format")
            .flatMap(node -> reading.scalars().choice(node, "format", Format.values()))
            .orElse(Format.JSON);
    Optional<RawFormat> content = content(map, format, reading);
    Optional<List<String>> declared =
        reading.truth(map, "strict") ? Optional.of(List.of()) : Optional.empty();
    Optional<Input> input =
        reading
            .problems()
            .unlessSince(
                before,
                () -> new Input(name, layout.orElseThrow(), content.orElseThrow(), declared));
    return Optional.of(
        new InputSection(
            name, Fields.unknown(), partition, format == Format.CSV, Optional.empty(), input));
  }

  private static Optional<RawLayout> layout(
      YamlMap map,
      Optional<String> prefix,
      Optional<List<PartitionField>> partition,
      Reading reading) {
    RawLayout.Style style = RawSection.style(map, reading);
    boolean padded = map.get("padded").flatMap(reading.scalars()::truth).orElse(true);
    return prefix.flatMap(
        of ->
            partition.map(
                by -> new RawLayout(of, by, style, padded, Optional.empty(), Duration.ZERO)));
  }

  private static Optional<RawFormat> content(YamlMap map, Format format, Reading reading) {
    if (format == Format.CSV) {
      return new CsvFormat(reading).read(map).map(RawFormat.Csv::new);
    }
    for (String key : FormatKeys.CSV) {
      Optional<YamlNode> node = map.get(key);
      node.ifPresent(
          at -> reading.problems().add(at, "is for CSV only; add 'format: csv' or leave it out"));
    }
    return Optional.of(new RawFormat.Json());
  }
}
