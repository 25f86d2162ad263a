package dev.sluice.core.pipeline;

import java.util.List;

/**
 * A table made from other tables by SQL, all of it anew when their content or the SQL changed.
 * Readers see the old rows or the new ones, never a part.
 *
 * @param name of the table in the catalog, lower case
 * @param sql one SELECT statement; tables are unqualified
 * @param comment for the catalog, may be empty
 * @param reads the names of the tables that it reads
 * @param columns their names, in order; empty where the definition was loaded without a check of
 *     SQL
 */
public record RefinedTable(
    String name, String sql, String comment, List<String> reads, List<String> columns) {
  public RefinedTable {
    columns = List.copyOf(columns);
    reads = List.copyOf(reads);
  }
}
