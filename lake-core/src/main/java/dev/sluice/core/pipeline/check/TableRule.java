package dev.sluice.core.pipeline.check;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a table has to fulfil, as data. Names are checked by the loader. */
public sealed interface TableRule {
  /**
   * Each value of the column is one of another table's column; null passes.
   *
   * @param table of the same pipeline; of a trusted table, a trusted one
   */
  record ForeignKey(String column, String table, String referenced) implements TableRule {}

  /**
   * No two rows have the same values in all of these columns, and none of them is null.
   *
   * @param columns at least one
   */
  record PrimaryKey(List<String> columns) implements TableRule {
    public PrimaryKey {
      columns = List.copyOf(columns);
    }
  }

  /**
   * The statement finds nothing: each row of its result is a failure.
   *
   * @param sql one SELECT over the pipeline's trusted tables
   */
  record Sql(String sql) implements TableRule {}

  /**
   * How many rows the table has.
   *
   * @param min at least so many
   * @param max at most so many
   * @param change by which fraction of the last run's number it may differ: 0.5 is half
   */
  record Size(OptionalLong min, OptionalLong max, OptionalDouble change) implements TableRule {
    public Size {
      if (min.isEmpty() && max.isEmpty() && change.isEmpty()) {
        throw new IllegalArgumentException("A table's size needs a bound");
      }
    }
  }

  /** The newest event time is at most so old. */
  record Freshness(Duration age) implements TableRule {}
}
