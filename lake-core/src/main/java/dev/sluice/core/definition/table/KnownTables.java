package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.sql.SqlCheck;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Quarantine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables that a pipeline's SQL may read, with their columns as far as they are known. */
public final class KnownTables {
  private final Reading reading;
  private final SqlCheck sql;
  private final Map<String, List<String>> columns = new LinkedHashMap<>();

  /** Tables of those names, of whose columns nothing is known yet. */
  public KnownTables(Reading reading, SqlCheck sql, List<String> names) {
    this.reading = reading;
    this.sql = sql;
    names.forEach(name -> columns.put(name, List.of()));
  }

  /** Makes the columns of trusted tables known: those that are stored, and the partition's. */
  public KnownTables with(List<TrustedTable> trusted) {
    for (TrustedTable table : trusted) {
      List<String> names = new ArrayList<>();
      table.columns().stream().filter(Column::stored).map(Column::name).forEach(names::add);
      List<String> partition = table.partition().stream().map(PartitionField::columnName).toList();
      if (table.checks().hasQuarantine()) {
        List<String> kept = new ArrayList<>(names);
        kept.add(Quarantine.FAILED_CHECKS);
        kept.addAll(partition);
        add(table.name() + Quarantine.SUFFIX, kept);
      }
      table.partitionColumns().stream().map(PartitionField::columnName).forEach(names::add);
      add(table.name(), names);
    }
    return this;
  }

  /** All tables. */
  Set<String> names() {
    return columns.keySet();
  }

  /** A table's columns, as far as they are known. */
  List<String> columns(String table) {
    return columns.getOrDefault(table, List.of());
  }

  /** Makes a table's columns known. */
  void add(String table, List<String> names) {
    columns.put(table, names);
  }

  /**
   * Reports what is wrong with a statement.
   *
   * @return the names of its columns, "" of one without; empty: not known
   */
  Optional<List<String>> check(SqlSource source) {
    SqlCheck.Result result = sql.check(source.text(), columns);
    for (SqlCheck.Problem problem : result.problems()) {
      source.report(problem.line(), problem.text(), reading);
    }
    return result.columns();
  }
}
