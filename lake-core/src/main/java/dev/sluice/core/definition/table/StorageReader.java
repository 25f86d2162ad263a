package dev.sluice.core.definition.table;

import dev.sluice.core.definition.raw.InputSection;
import dev.sluice.core.definition.raw.RawSection;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TableSpec.SpecField;
import dev.sluice.core.pipeline.TableSpec.SpecTransform;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** In which format a table lies, and by what it is partitioned. */
final class StorageReader {
  private final Reading reading;
  private final FormatReader format;
  private final InputSection input;
  private final FolderPartition folders;
  private final Map<String, String> renamed;

  /** What is known of the table's columns. */
  private record Known(List<Column> columns, Optional<String> time) {}

  StorageReader(
      Reading reading, InputSection input, YamlMap declared, Map<String, String> renamed) {
    this.reading = reading;
    this.format = new FormatReader(reading);
    this.input = input;
    this.folders = new FolderPartition(reading, input, declared);
    this.renamed = renamed;
  }

  TableFormat.Storage read(
      YamlNode at,
      YamlMap map,
      List<Column> columns,
      Optional<TrustedTable.Rows> rows,
      Optional<TrustedTable.Location> location) {
    return switch (format.name(at, map)) {
      case PARQUET -> new TableFormat.Storage(folders.partition(map), location, format.plain(map));
      case ICEBERG ->
          iceberg(map, new Known(columns, rows.flatMap(TrustedTable.Rows::time)), location);
    };
  }

  private TableFormat.Storage iceberg(
      YamlMap map, Known known, Optional<TrustedTable.Location> location) {
    TableSpec spec = map.get("partition").map(at -> spec(at, known)).orElseGet(() -> usual(known));
    return new TableFormat.Storage(
        spec.time().map(StorageReader::units).orElse(spec.folders()),
        location,
        format.iceberg(map, spec, renamed));
  }

  /** The groups of raw folders whose rows are made together. */
  private static List<PartitionField> units(SpecField time) {
    return List.of(PartitionField.values()).subList(0, fields(time.transform()));
  }

  private static int fields(SpecTransform transform) {
    return switch (transform) {
      case MONTH -> 2;
      case DAY -> 3;
      case HOUR -> 4;
      case BUCKET, TRUNCATE, IDENTITY, FOLDER -> 0;
    };
  }

  /** By day, or by month if raw is; as raw's folders if rows have no time. */
  private TableSpec usual(Known known) {
    List<PartitionField> folders = input.partition().orElse(List.of());
    int raw = folders.size();
    if (known.time.isEmpty() || raw < fields(SpecTransform.MONTH)) {
      this.folders.checkCollision(folders);
      return TableSpec.ofFolders(folders);
    }
    SpecTransform transform =
        raw < fields(SpecTransform.DAY) ? SpecTransform.MONTH : SpecTransform.DAY;
    return new TableSpec(List.of(new SpecField(transform, known.time.get(), 0)));
  }

  private TableSpec spec(YamlNode node, Known known) {
    if (node instanceof YamlNode.Sequence list && list.items().isEmpty()) {
      return TableSpec.NONE;
    }
    int before = reading.problems().mark();
    List<SpecField> fields =
        YamlList.distinct(node, reading.problems(), item -> field(item, known));
    try {
      return reading.problems().mark() == before ? new TableSpec(fields) : TableSpec.NONE;
    } catch (IllegalArgumentException e) {
      reading.problems().add(node, e.getMessage());
      return TableSpec.NONE;
    }
  }

  private Optional<SpecField> field(YamlNode item, Known known) {
    Optional<String> text = reading.scalars().anyText(item);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      SpecField field = orFolder(TableSpec.field(text.get()), known);
      problem(field, known).ifPresent(problem -> reading.problems().add(item, problem));
      return Optional.of(field);
    } catch (IllegalArgumentException e) {
      reading.problems().add(item, e.getMessage());
      return Optional.empty();
    }
  }

  /** What names none of the table's columns may name a field of raw's folders. */
  private static SpecField orFolder(SpecField field, Known known) {
    boolean isFolder =
        field.transform() == SpecTransform.IDENTITY
            && known.columns.stream().noneMatch(each -> each.name().equals(field.column()))
            && Stream.of(PartitionField.values())
                .anyMatch(each -> each.columnName().equals(field.column()));
    return isFolder ? new SpecField(SpecTransform.FOLDER, field.column(), 0) : field;
  }

  private Optional<String> problem(SpecField field, Known known) {
    if (field.transform() == SpecTransform.FOLDER) {
      List<PartitionField> raw = input.partition().orElse(List.of());
      return raw.stream().anyMatch(each -> each.columnName().equals(field.column()))
          ? Optional.empty()
          : Optional.of(
              "'%s' is finer than %s.partition %s; leave it out here, or add it there"
                  .formatted(field, folders.where(), RawSection.names(raw)));
    }
    Optional<Column> column =
        known.columns.stream().filter(each -> each.name().equals(field.column())).findFirst();
    if (column.isEmpty() || !column.get().stored()) {
      return Optional.of(
          "'%s' is not a stored column of this table%s"
              .formatted(
                  field.column(),
                  known.time.map(time -> ": write e.g. day(%s)".formatted(time)).orElse("")));
    }
    if (!takes(field.transform(), column.get().type())) {
      return Optional.of("'%s' is not for a %s".formatted(field, column.get().type()));
    }
    return field.transform().isTime() ? timeProblem(field, known) : Optional.empty();
  }

  private static boolean takes(SpecTransform transform, FieldType type) {
    boolean isInexact =
        type == FieldType.FLOAT || type == FieldType.DOUBLE || type == FieldType.BOOLEAN;
    return switch (transform) {
      case MONTH, DAY -> type.isTime();
      case HOUR -> type.isTime() && type != FieldType.DATE;
      case BUCKET, IDENTITY -> !isInexact;
      case FOLDER -> false;
      case TRUNCATE -> type.isWhole() || type == FieldType.STRING;
    };
  }

  private Optional<String> timeProblem(SpecField field, Known known) {
    if (!known.time.equals(Optional.of(field.column()))) {
      return Optional.of(
          "'%s' is not the time of this table's rows, which is '%s'"
              .formatted(field.column(), known.time.orElse("not known: say it with 'time'")));
    }
    int raw = input.partition().map(List::size).orElse(0);
    return fields(field.transform()) > raw
        ? Optional.of(
            "'%s' is finer than %s.partition; take a coarser one here, or a finer one there"
                .formatted(field, folders.where()))
        : Optional.empty();
  }
}
