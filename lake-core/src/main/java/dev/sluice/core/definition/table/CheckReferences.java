package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** What checks refer to in other tables, which are known only after all of them are read. */
final class CheckReferences {
  private final Reading reading;
  private final List<SqlSource> statements = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();

  CheckReferences(Reading reading) {
    this.reading = reading;
  }

  private record Reference(YamlNode at, String table, String column, Optional<FieldType> type) {}

  void add(SqlSource statement) {
    statements.add(statement);
  }

  /**
   * A column of a table.
   *
   * @param type of the values that are to be in it
   */
  void add(YamlNode at, String table, String column, Optional<FieldType> type) {
    references.add(new Reference(at, table, column, type));
  }

  /** The column of its own table whose values refer. */
  String storedColumn(YamlMap map, Fields columns) {
    return columns.read(map, "column", EnumSet.allOf(FieldType.class), reading);
  }

  /** Reports what is not there. */
  void check(KnownTables tables, List<TrustedTable> trusted) {
    statements.forEach(tables::check);
    for (Reference reference : references) {
      check(reference, tables);
      trusted.stream()
          .filter(table -> table.name().equals(reference.table()))
          .flatMap(table -> table.storedColumns().stream())
          .filter(column -> column.name().equals(reference.column()))
          .forEach(column -> checkType(reference, column));
    }
  }

  private void check(Reference reference, KnownTables tables) {
    if (reading.checkKnown(reference.at(), reference.table(), "table is named", tables.names())) {
      List<String> columns = tables.columns(reference.table());
      if (!columns.isEmpty()) {
        reading.checkKnown(
            reference.at(),
            reference.column(),
            "column of table '%s' is named".formatted(reference.table()),
            columns);
      }
    }
  }

  private void checkType(Reference reference, TrustedTable.Column column) {
    reference
        .type()
        .filter(type -> !areComparable(type, column.type()))
        .ifPresent(
            type ->
                reading
                    .problems()
                    .add(
                        reference.at(),
                        "is of type %s, but the column that refers to it is of type %s"
                            .formatted(Types.name(column.type()), Types.name(type))));
  }

  private static boolean areComparable(FieldType a, FieldType b) {
    return a == b || (Types.NUMBERS.contains(a) && Types.NUMBERS.contains(b));
  }
}
