package dev.sluice.core.definition.table;

import dev.sluice.core.definition.alert.ConditionReader;
import dev.sluice.core.definition.raw.InputSection;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.pipeline.check.TableKeys;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One trusted table. */
public final class TrustedSection {

  private final Reading reading;
  private final List<InputSection> inputs;
  private final LocationReader locations;
  private final CheckReferences references;

  public TrustedSection(Reading reading, String pipeline, List<InputSection> inputs) {
    this.reading = reading;
    this.inputs = inputs;
    locations = new LocationReader(reading, pipeline);
    references = new CheckReferences(reading);
  }

  public Optional<TrustedTable> read(NamedNode named) {
    int before = reading.problems().mark();
    TableNames.checkTable(named, reading);
    YamlMap map = reading.map(named.value(), FormatKeys.TABLE);
    String name = TableNames.qualified(named, map, reading);
    InputSection input = input(map, named.value());
    YamlMap declared = map.get("columns").map(reading::names).orElseGet(YamlMap::empty);
    ColumnReader reader = new ColumnReader(reading, input);
    List<Column> built = columns(map, declared, reader);
    Fields columns = fields(declared.names(), built);
    Optional<TrustedTable.Rows> rows = rows(map, columns, built, input);
    Optional<Checks> checks = checks(map, columns, built);
    TableKeys keys = keys(map, name, built, checks);
    Supplier<Checks> all = () -> checks.orElse(Checks.NONE).with(keys);
    TableFormat.Storage storage =
        new StorageReader(reading, input, declared, reader.renamed())
            .read(named.value(), map, built, rows, locations.read(named, map, checks));
    locations.check(map, storage);
    if (checks.filter(Checks::hasQuarantine).isPresent() && hidesFolders(storage)) {
      new FolderPartition(reading, input, declared).checkQuarantine(storage.partition());
    }
    new VersionsCheck(reading, input, built).check(map, rows, storage.partition());
    return reading
        .problems()
        .unlessSince(
            before,
            () ->
                new TrustedTable(
                    name, input.name(), built, rows.orElseThrow(), storage, all.get()));
  }

  private static boolean hidesFolders(TableFormat.Storage storage) {
    return storage.format() instanceof TableFormat.Iceberg iceberg
        && iceberg.spec().folders().isEmpty();
  }

  /** Reports what checks name in tables that are not there. To be called when all are known. */
  public void checkReferences(KnownTables tables, List<TrustedTable> trusted) {
    references.check(tables, trusted);
  }

  private Optional<Checks> checks(YamlMap map, Fields columns, List<Column> built) {
    return map.get("checks").flatMap(new CheckSection(reading, columns, built, references)::read);
  }

  private List<Column> columns(YamlMap map, YamlMap declared, ColumnReader reader) {
    List<Column> built =
        declared.entries().stream().flatMap(entry -> reader.read(entry).stream()).toList();
    map.get("columns").ifPresent(at -> checkStored(at, declared.names(), built));
    return built;
  }

  private Optional<TrustedTable.Rows> rows(
      YamlMap map, Fields columns, List<Column> built, InputSection input) {
    Optional<Dedupe> dedupe =
        map.get("dedupe").flatMap(new DedupeReader(reading, columns, built)::read);
    List<String> sort = sort(map, List.copyOf(columns.types().keySet()));
    Optional<String> time =
        map.get("time").isPresent()
            ? Optional.of(columns.read(map, "time", Types.TIMES, reading))
            : timeOf(built, input);
    Optional<Condition> filter =
        map.get("filter").flatMap(new ConditionReader(reading, columns, Map.of())::read);
    return dedupe.map(by -> new TrustedTable.Rows(by, sort, filter, time));
  }

  /** The column that is made of the stream's event time, a timestamp rather than a date. */
  private static Optional<String> timeOf(List<Column> built, InputSection input) {
    return built.stream()
        .filter(column -> column.type().isTime())
        .filter(column -> input.timeFormat(column.from()).isPresent())
        .max(Comparator.comparing(column -> column.type() != FieldType.DATE))
        .map(Column::name);
  }

  private List<String> sort(YamlMap map, List<String> names) {
    return map.get("sort")
        .map(at -> YamlList.distinct(at, reading.problems(), item -> column(item, names)))
        .orElse(List.of());
  }

  private TableKeys keys(YamlMap map, String table, List<Column> built, Optional<Checks> checks) {
    Optional<YamlNode> at = map.get("keys");
    TableKeys keys =
        at.flatMap(is -> new KeysReader(reading, references).read(is, table, stored(built)))
            .orElse(TableKeys.NONE);
    at.ifPresent(is -> checkNames(is, keys, checks.orElse(Checks.NONE)));
    return keys;
  }

  private void checkNames(YamlNode at, TableKeys keys, Checks checks) {
    Set<String> taken = checks.names();
    keys.checks().stream()
        .map(TableCheck::name)
        .filter(taken::contains)
        .forEach(
            name ->
                reading
                    .problems()
                    .add(
                        at,
                        "the keys have a check '%s' of their own; rename the one in 'checks'"
                            .formatted(name)));
  }

  private static List<String> stored(List<Column> built) {
    return built.stream().filter(Column::stored).map(Column::name).toList();
  }

  private InputSection input(YamlMap map, YamlNode table) {
    String name = reading.text(map, "input", Input.STREAM);
    List<String> known = inputs.stream().map(InputSection::name).toList();
    if (map.get("input").isPresent() || !known.isEmpty()) {
      reading.checkKnown(map.get("input").orElse(table), name, "input is named", known);
    }
    return inputs.stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseGet(() -> InputSection.unknown(name));
  }

  private Optional<String> column(YamlNode node, List<String> names) {
    Optional<String> name = reading.scalars().text(node);
    if (!names.isEmpty()) {
      name.ifPresent(
          text -> reading.checkKnown(node, text, "column of this table is named", names));
    }
    return name;
  }

  private static Fields fields(List<String> names, List<Column> built) {
    Map<String, Optional<FieldType>> types = new LinkedHashMap<>();
    names.forEach(name -> types.put(name, Optional.empty()));
    built.forEach(column -> types.put(column.name(), Optional.of(column.type())));
    return new Fields(types, Map.of(), !types.isEmpty(), Fields.Kind.COLUMN);
  }

  private void checkStored(YamlNode node, List<String> names, List<Column> built) {
    if (built.size() == names.size()
        && !built.isEmpty()
        && built.stream().noneMatch(Column::stored)) {
      reading.problems().add(node, "no column is stored; take 'stored: false' from one of them");
    }
  }
}
