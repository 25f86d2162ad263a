package dev.sluice.local.report;

import static java.util.stream.Collectors.joining;

import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import java.util.stream.Stream;

/**
 * The SQL that counts a pipeline's trusted rows and their different ids, a row for each table. The
 * two are equal where each id is there once; where the table can't tell, they are equal too. It is
 * for Athena and for the local lake.
 */
public final class DuplicateCheck {
  private DuplicateCheck() {}

  /** Over all tables; empty for a pipeline without one. */
  public static String sql(Pipeline pipeline) {
    return pipeline.trusted().stream().map(DuplicateCheck::sql).collect(joining("\nUNION ALL\n"))
        + (pipeline.trusted().size() > 1 ? "\nORDER BY 1" : "");
  }

  /** Columns: the table's name, its rows, and their different ids. */
  static String sql(TrustedTable table) {
    String ids =
        areStored(table) && areApart(table)
            ? "(SELECT count(*) FROM (SELECT DISTINCT %s FROM %s) AS ids)"
                .formatted(identity(table), table.name())
            : "count(*)";
    return "SELECT '%1$s' AS table_name, count(*) AS rows_in_table, %2$s AS different_ids FROM %1$s"
        .formatted(table.name(), ids);
  }

  /** Whether ids can be told apart in the table: else each row counts as another id. */
  private static boolean areStored(TrustedTable table) {
    return table.columns().stream()
        .filter(column -> table.rows().dedupe().by().contains(column.name()))
        .allMatch(TrustedTable.Column::stored);
  }

  /** Whether rows of different folders, which may have the same ids, can be told apart. */
  private static boolean areApart(TrustedTable table) {
    return table.input().equals(Input.STREAM) || table.partitionColumns().equals(table.partition());
  }

  /** The stream's records are in one partition each; files may hold the same ids every day. */
  private static String identity(TrustedTable table) {
    Stream<String> partition =
        table.input().equals(Input.STREAM)
            ? Stream.of()
            : table.partitionColumns().stream().map(field -> field.columnName());
    return Stream.concat(
            table.rows().dedupe().by().stream().map(column -> '"' + column + '"'), partition)
        .collect(joining(", "));
  }
}
