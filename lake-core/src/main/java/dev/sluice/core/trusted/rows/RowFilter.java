package dev.sluice.core.trusted.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * A condition over a row's columns. Null passes no test. Numbers are compared as doubles, except
 * that a whole number equals only itself.
 */
public interface RowFilter {
  /** Whether the row passes. */
  boolean passes(byte[] bytes, int row);

  /** A table's filter. */
  static RowFilter of(TrustedTable table, RowLayout layout) {
    return table
        .rows()
        .filter()
        .map(condition -> of(condition, layout))
        .orElse((bytes, start) -> true);
  }

  /** Binds a condition to the columns' places and types. */
  static RowFilter of(Condition condition, RowLayout layout) {
    return condition.accept(new Binder(layout, false));
  }

  /** The same, but null passes each test: what it lets pass is not known to be false. */
  static RowFilter unlessNull(Condition condition, RowLayout layout) {
    return condition.accept(new Binder(layout, true));
  }

  /** Whether the row passes. */
  default boolean passes(Row row) {
    return passes(row.bytes(), row.start());
  }

  /**
   * Makes filters of conditions.
   *
   * @param nullPasses whether null passes a test
   */
  record Binder(RowLayout layout, boolean nullPasses) implements Condition.Visitor<RowFilter> {
    @Override
    public RowFilter visit(Condition.OutsideBand test) {
      return test(test, number(layout, test.field(), test.band()::isOutside));
    }

    @Override
    public RowFilter visit(Condition.Equals test) {
      return test(test, equal(layout, layout.index(test.field()), test.value()));
    }

    @Override
    public RowFilter visit(Condition.Contains test) {
      return test(test, contains(layout, test.field(), test.value().getBytes(UTF_8)));
    }

    private RowFilter test(Condition.Test test, RowFilter bound) {
      if (!nullPasses) {
        return bound;
      }
      int column = layout.index(test.field());
      return (bytes, row) -> RowLayout.isNull(bytes, row, column) || bound.passes(bytes, row);
    }

    @Override
    public RowFilter visit(Condition.All all) {
      RowFilter[] filters = each(all.conditions());
      return (bytes, row) -> !anyIs(false, filters, bytes, row);
    }

    @Override
    public RowFilter visit(Condition.Any any) {
      RowFilter[] filters = each(any.conditions());
      return (bytes, row) -> anyIs(true, filters, bytes, row);
    }

    private RowFilter[] each(List<Condition> conditions) {
      return conditions.stream().map(each -> each.accept(this)).toArray(RowFilter[]::new);
    }
  }

  private static boolean anyIs(boolean wanted, RowFilter[] filters, byte[] bytes, int row) {
    for (RowFilter filter : filters) {
      if (filter.passes(bytes, row) == wanted) {
        return true;
      }
    }
    return false;
  }

  private static RowFilter number(RowLayout layout, String name, DoublePredicate test) {
    int column = layout.index(name);
    int slot = layout.slot(column);
    FieldType type = layout.type(column);
    if (type == FieldType.DECIMAL) {
      return decimal(layout, column, test);
    }
    return (bytes, row) ->
        !RowLayout.isNull(bytes, row, column)
            && test.test(number(type, RowLayout.getLong(bytes, row + slot)));
  }

  private static RowFilter decimal(RowLayout layout, int column, DoublePredicate test) {
    if (layout.isText(column)) {
      Row view = new Row(layout);
      return (bytes, row) ->
          !RowLayout.isNull(bytes, row, column)
              && test.test(view.at(bytes, row).decimalValue(column).doubleValue());
    }
    int slot = layout.slot(column);
    double divisor = Double.parseDouble("1e" + layout.digits(column).scale());
    return (bytes, row) ->
        !RowLayout.isNull(bytes, row, column)
            && test.test(RowLayout.getLong(bytes, row + slot) / divisor);
  }

  private static double number(FieldType type, long bits) {
    return switch (type) {
      case DOUBLE -> Double.longBitsToDouble(bits);
      case FLOAT -> Float.intBitsToFloat((int) bits);
      default -> bits;
    };
  }

  private static RowFilter equal(RowLayout layout, int column, String value) {
    return switch (layout.type(column)) {
      case STRING -> sameText(layout, column, value.getBytes(UTF_8));
      case FLOAT -> {
        float wanted = Float.parseFloat(value);
        yield number(layout, layout.column(column).name(), number -> number == wanted);
      }
      case DOUBLE -> {
        double wanted = Double.parseDouble(value);
        yield number(layout, layout.column(column).name(), number -> number == wanted);
      }
      case BOOLEAN -> sameBits(layout, column, Boolean.parseBoolean(value) ? 1 : 0);
      case DATE -> sameDay(layout, column, value);
      case DECIMAL -> sameDecimal(layout, column, value);
      default -> sameWhole(layout, column, value);
    };
  }

  private static RowFilter sameDecimal(RowLayout layout, int column, String value) {
    Optional<BigInteger> wanted = layout.digits(column).unscaled(value);
    if (wanted.isEmpty()) {
      return (bytes, row) -> false;
    }
    return layout.isText(column)
        ? sameText(layout, column, RowLayout.wide(wanted.get()))
        : sameBits(layout, column, wanted.get().longValueExact());
  }

  private static RowFilter sameDay(RowLayout layout, int column, String value) {
    try {
      return sameBits(layout, column, LocalDate.parse(value).toEpochDay());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + value + "' is not a date yyyy-MM-dd", e);
    }
  }

  /** A number beyond 64 bits is no column's value. */
  private static RowFilter sameWhole(RowLayout layout, int column, String value) {
    try {
      return sameBits(layout, column, Long.parseLong(value));
    } catch (NumberFormatException e) {
      return (bytes, row) -> false;
    }
  }

  private static RowFilter sameBits(RowLayout layout, int column, long bits) {
    int slot = layout.slot(column);
    return (bytes, row) ->
        !RowLayout.isNull(bytes, row, column) && RowLayout.getLong(bytes, row + slot) == bits;
  }

  private static RowFilter sameText(RowLayout layout, int column, byte[] text) {
    int slot = layout.slot(column);
    return (bytes, row) -> {
      long value = RowLayout.getLong(bytes, row + slot);
      int from = row + (int) (value >>> 32);
      return !RowLayout.isNull(bytes, row, column)
          && Arrays.equals(bytes, from, from + (int) value, text, 0, text.length);
    };
  }

  private static RowFilter contains(RowLayout layout, String name, byte[] part) {
    int column = layout.index(name);
    int slot = layout.slot(column);
    return (bytes, row) -> {
      if (RowLayout.isNull(bytes, row, column)) {
        return false;
      }
      long value = RowLayout.getLong(bytes, row + slot);
      int from = row + (int) (value >>> 32);
      int last = from + (int) value - part.length;
      for (int at = from; at <= last; at++) {
        if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
          return true;
        }
      }
      return false;
    };
  }
}
