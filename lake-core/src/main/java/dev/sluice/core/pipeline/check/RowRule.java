package dev.sluice.core.pipeline.check;

import dev.sluice.core.pipeline.Condition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a row has to fulfil, as data. Names and values are checked against the table by the loader.
 * Null passes every rule but {@link NotNull}, as in a CHECK constraint of SQL.
 */
public sealed interface RowRule {
  /** The columns that it looks at. */
  List<String> columns();

  /** The column has a value. */
  record NotNull(String column) implements RowRule {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /**
   * No row before this one, in the table's order, has the same values in these columns. A row with
   * a null among them is like no other.
   */
  record Unique(List<String> columns) implements RowRule {
    public Unique {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("Unique needs at least one column");
      }
    }
  }

  /**
   * The value lies between the bounds, both included.
   *
   * @param column a number, date or timestamp
   * @param min as {@link ColumnValue} reads it; empty: there is no lower bound
   * @param max likewise
   */
  record Range(String column, Optional<String> min, Optional<String> max) implements RowRule {
    public Range {
      if (min.isEmpty() && max.isEmpty()) {
        throw new IllegalArgumentException("A range of '" + column + "' needs a bound");
      }
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /**
   * The value is one of these.
   *
   * @param values as {@link ColumnValue} reads them
   */
  record In(String column, List<String> values) implements RowRule {
    public In {
      values = List.copyOf(values);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /**
   * The whole text matches.
   *
   * @param column a text
   * @param regex as {@link Pattern} takes it
   */
  record Matches(String column, String regex) implements RowRule {
    public Matches {
      Pattern.compile(regex);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The condition holds, or would hold if its nulls were other values. */
  record That(Condition condition) implements RowRule {
    @Override
    public List<String> columns() {
      return condition.tests().map(Condition.Test::field).distinct().toList();
    }
  }
}
