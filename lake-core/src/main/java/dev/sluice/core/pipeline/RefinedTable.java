package dev.sluice.core.pipeline;

import dev.sluice.core.pipeline.check.Checks;
import java.util.List;
import java.util.Optional;

/**
 * A table made from other tables by SQL, all of it anew when their content or the SQL changed, or a
 * view. Readers see the old rows or the new ones, never a part.
 *
 * @param name of the table as SQL names it, lower case; one in another database is {@code
 *     database.table}
 * @param sql one SELECT statement; tables of the pipeline's database are unqualified
 * @param comment for the catalog, may be empty
 * @param reads the names of the tables that it reads
 * @param columns their names, in order; empty where the definition was loaded without a check of
 *     SQL
 * @param form what the catalog has of it
 * @param checks of its keys
 */
public record RefinedTable(
    String name,
    String sql,
    String comment,
    List<String> reads,
    List<String> columns,
    Form form,
    Checks checks) {
  public RefinedTable {
    columns = List.copyOf(columns);
    reads = List.copyOf(reads);
  }

  /** A table in the usual place, without keys. */
  public RefinedTable(
      String name, String sql, String comment, List<String> reads, List<String> columns) {
    this(
        name,
        sql,
        comment,
        reads,
        columns,
        new Form.Stored(Optional.empty(), TableFormat.PLAIN),
        Checks.NONE);
  }

  /** What the catalog has of a refined table. */
  public sealed interface Form {
    /**
     * Rows in objects.
     *
     * @param prefix of their keys, without a slash at its end; empty: {@code
     *     refined/PIPELINE/TABLE}
     * @param format how they lie there; an Iceberg table has one partition
     */
    record Stored(Optional<String> prefix, TableFormat format) implements Form {}

    /** The statement alone, which its readers run. */
    record View() implements Form {}
  }

  /** How its rows lie; that of a view says nothing. */
  public TableFormat format() {
    return form instanceof Form.Stored stored ? stored.format() : TableFormat.PLAIN;
  }

  /** Whether it is an Iceberg table. */
  public boolean isIceberg() {
    return format() instanceof TableFormat.Iceberg;
  }

  /** Whether only the statement is kept. */
  public boolean isView() {
    return form instanceof Form.View;
  }
}
