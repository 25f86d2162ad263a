package dev.sluice.core.definition.table;

import dev.sluice.core.definition.raw.InputSection;
import dev.sluice.core.definition.raw.TimeFormatReader;
import dev.sluice.core.definition.read.ColumnType;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.ColumnRule.OnFail;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TrustedTable.Column;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One column of a trusted table. */
final class ColumnReader {

  private static final Pattern PERCENT = Pattern.compile("(100|[0-9]{1,2}(?:\\.[0-9]+)?)%");

  private final Reading reading;
  private final InputSection input;
  private final Map<String, String> renamed = new LinkedHashMap<>();

  ColumnReader(Reading reading, InputSection input) {
    this.reading = reading;
    this.input = input;
  }

  /** Former names of the columns that were read, by their names. */
  Map<String, String> renamed() {
    return renamed;
  }

  Optional<Column> read(NamedNode named) {
    String name = named.name();
    YamlNode node = named.value();
    int before = reading.problems().mark();
    TableNames.check(named, reading);
    YamlMap map = reading.typed(node, FormatKeys.COLUMN);
    Optional<ColumnType> read = map.get("type").flatMap(at -> ColumnType.read(at, reading));
    Optional<FieldType> type = read.map(ColumnType::type);
    map.get("was").flatMap(reading.scalars()::text).ifPresent(was -> renamed.put(name, was));
    String from = from(map, node, name);
    ColumnRule rule = rule(map, from, type, read.flatMap(ColumnType::digits));
    boolean required = reading.truth(map, "required");
    boolean stored = map.get("stored").flatMap(reading.scalars()::truth).orElse(true);
    String comment = map.get("comment").flatMap(reading.scalars()::anyText).orElse("");
    type.ifPresent(to -> checkCast(map.get("type").orElseThrow(), from, to));
    return reading
        .problems()
        .unlessSince(
            before,
            () -> new Column(name, type.orElseThrow(), from, rule, required, stored, comment));
  }

  private String from(YamlMap map, YamlNode column, String name) {
    String from = reading.text(map, "from", name);
    YamlNode at = map.get("from").orElse(column);
    if (!from.startsWith("/")) {
      input.fields().check(at, from, reading);
      return input.fields().place(from);
    } else if (input.isCsv()) {
      reading
          .problems()
          .add(
              at, "the rows of '%s' are flat; name a column of the header".formatted(input.name()));
    } else if (!FieldPath.isPointer(from)) {
      reading.problems().add(at, FieldPath.problem(from));
    }
    return from;
  }

  private ColumnRule rule(
      YamlMap map, String from, Optional<FieldType> type, Optional<Digits> digits) {
    Optional<String> nullIf = map.get("nullIf").flatMap(reading.scalars()::anyText);
    Optional<String> join = map.get("join").flatMap(reading.scalars()::anyText);
    Optional<TimeFormat> format = new TimeFormatReader(reading).read(map, "format");
    boolean isTime = type.filter(FieldType::isTime).isPresent();
    map.get("join").ifPresent(at -> checkJoin(at, type));
    map.get("format")
        .filter(at -> type.isPresent() && !isTime)
        .ifPresent(at -> reading.problems().add(at, "is for dates and timestamps; leave it out"));
    Optional<TimeFormat> ofField = isTime ? input.timeFormat(from) : Optional.empty();
    if (isTime) {
      format.ifPresent(given -> checkFormat(map.get("format").orElseThrow(), from, given));
    }
    return new ColumnRule(
        nullIf,
        join,
        map.get("format").isPresent() ? format : ofField,
        digits,
        map.get("onFail")
            .flatMap(at -> reading.scalars().choice(at, "onFail", OnFail.values()))
            .orElse(OnFail.KEEP),
        map.get("maxNull").flatMap(this::percent));
  }

  /** What raw, alerts and digests read must not be another time in a table. */
  private void checkFormat(YamlNode at, String from, TimeFormat format) {
    Optional<TimeFormat> ofEvents = input.timeFormat(from);
    Optional<String> field = input.fields().at(from);
    Optional<FieldType> type = field.flatMap(input.fields()::type);
    if (ofEvents.isPresent()) {
      if (!ofEvents.get().equals(format)) {
        reading
            .problems()
            .add(at, "leave it out: 'record.timeFormat' says how event times are written");
      }
    } else if (type.filter(FieldType::isTime).isPresent()) {
      reading
          .problems()
          .add(
              at,
              ("the field '%s' is a %s in record.schema, whose values are read as usual; make it"
                      + " a string there, or leave 'format' out")
                  .formatted(field.get(), Types.name(type.get())));
    }
  }

  private Optional<Double> percent(YamlNode node) {
    Optional<Matcher> percent = reading.scalars().text(node).map(PERCENT::matcher);
    if (percent.isPresent() && !percent.get().matches()) {
      reading
          .problems()
          .add(node, "is a share of the rows from 0% to 100%, e.g. 1%, but is " + node.shown());
      return Optional.empty();
    }
    return percent.map(matched -> Double.valueOf(matched.group(1)));
  }

  private void checkJoin(YamlNode at, Optional<FieldType> type) {
    if (input.isCsv()) {
      reading.problems().add(at, "a cell of CSV is not an array; leave it out");
    } else if (type.isPresent() && type.get() != FieldType.STRING) {
      reading.problems().add(at, "makes a text; the type must be string, or leave it out");
    }
  }

  private void checkCast(YamlNode node, String from, FieldType to) {
    Fields fields = input.fields();
    Optional<String> field = fields.at(from);
    field
        .flatMap(fields::type)
        .filter(type -> !Types.castable(type, to))
        .ifPresent(
            type ->
                reading
                    .problems()
                    .add(
                        node,
                        "the field '%s' is of type %s, which can't become %s"
                            .formatted(field.get(), Types.name(type), Types.name(to))));
  }
}
