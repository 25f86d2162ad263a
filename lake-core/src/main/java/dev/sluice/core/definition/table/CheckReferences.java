package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.TableRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What checks refer to in other tables, which are known only after all of them are read. */
final class CheckReferences {
  private static final Pattern REFERENCE = Pattern.compile("((?:\\w+\\.)?\\w+)\\.(\\w+)");

  private final Reading reading;
  private final List<SqlSource> statements = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();

  CheckReferences(Reading reading) {
    this.reading = reading;
  }

  /**
   * @param type of the values that refer; empty: that of the column {@code from} of {@code own}, if
   *     a trusted table has it
   */
  private record Reference(
      YamlNode at,
      String table,
      String column,
      Optional<FieldType> type,
      String own,
      String from) {}

  void add(SqlSource statement) {
    statements.add(statement);
  }

  /**
   * A column of a table.
   *
   * @param type of the values that are to be in it
   */
  void add(YamlNode at, String table, String column, Optional<FieldType> type) {
    references.add(new Reference(at, table, column, type, "", ""));
  }

  /**
   * Reads {@code TABLE.COLUMN}, to which the values of a column refer.
   *
   * @param own the column's table
   * @param column whose type is looked up when all tables are known
   */
  Optional<TableRule.ForeignKey> foreignKey(YamlNode at, String own, String column) {
    return parts(at)
        .map(
            parts -> {
              references.add(
                  new Reference(at, parts.group(1), parts.group(2), Optional.empty(), own, column));
              return new TableRule.ForeignKey(column, parts.group(1), parts.group(2));
            });
  }

  /** The table and column that a text names. */
  Optional<Matcher> parts(YamlNode at) {
    Optional<Matcher> parts = reading.scalars().text(at).map(REFERENCE::matcher);
    if (parts.isPresent() && !parts.get().matches()) {
      reading.problems().add(at, "is TABLE.COLUMN, e.g. turbines.id, but is " + at.shown());
      return Optional.empty();
    }
    return parts;
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
      type(trusted, reference.table(), reference.column())
          .ifPresent(
              type ->
                  reference
                      .type()
                      .or(() -> type(trusted, reference.own(), reference.from()))
                      .ifPresent(own -> checkType(reference, type, own)));
    }
  }

  private static Optional<FieldType> type(List<TrustedTable> tables, String name, String column) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .flatMap(table -> table.storedColumns().stream())
        .filter(each -> each.name().equals(column))
        .map(TrustedTable.Column::type)
        .findFirst();
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

  private void checkType(Reference reference, FieldType type, FieldType own) {
    if (!areComparable(own, type)) {
      reading
          .problems()
          .add(
              reference.at(),
              "is of type %s, but the column that refers to it is of type %s"
                  .formatted(Types.name(type), Types.name(own)));
    }
  }

  private static boolean areComparable(FieldType a, FieldType b) {
    return a == b || (Types.NUMBERS.contains(a) && Types.NUMBERS.contains(b));
  }
}
