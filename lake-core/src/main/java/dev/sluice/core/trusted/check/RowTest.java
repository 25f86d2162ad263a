package dev.sluice.core.trusted.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.check.ColumnValue;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowFilter;
import dev.sluice.core.trusted.rows.RowLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A rule that is bound to the places and types of columns. */
interface RowTest {
  /** Whether a row fulfils it. */
  boolean passes(Row row);

  /** Binds a rule that looks at one row at a time. */
  static RowTest of(RowRule rule, RowLayout layout) {
    if (rule instanceof RowRule.NotNull notNull) {
      int column = layout.index(notNull.column());
      return row -> !row.isNull(column);
    }
    if (rule instanceof RowRule.Range range) {
      int column = layout.index(range.column());
      return unlessNull(
          column,
          layout.type(column) == FieldType.DECIMAL
              ? DecimalTest.range(range, column, layout)
              : range(range, column, layout.type(column)));
    }
    if (rule instanceof RowRule.In in) {
      int column = layout.index(in.column());
      return unlessNull(
          column,
          layout.type(column) == FieldType.DECIMAL
              ? DecimalTest.in(in.values(), column, layout)
              : in(in.values(), column, layout.type(column)));
    }
    if (rule instanceof RowRule.Matches matches) {
      int column = layout.index(matches.column());
      return unlessNull(column, new TextPattern(matches.regex(), column)::matches);
    }
    if (rule instanceof RowRule.That that) {
      return RowFilter.unlessNull(that.condition(), layout)::passes;
    }
    throw new IllegalArgumentException("Not a rule of one row: " + rule);
  }

  private static RowTest unlessNull(int column, RowTest test) {
    return row -> row.isNull(column) || test.passes(row);
  }

  private static RowTest range(RowRule.Range range, int column, FieldType type) {
    return switch (type) {
      case DOUBLE -> {
        double min = range.min().map(Double::parseDouble).orElse(Double.NEGATIVE_INFINITY);
        double max = range.max().map(Double::parseDouble).orElse(Double.POSITIVE_INFINITY);
        yield row -> min <= row.doubleValue(column) && row.doubleValue(column) <= max;
      }
      case FLOAT -> {
        float min = range.min().map(Float::parseFloat).orElse(Float.NEGATIVE_INFINITY);
        float max = range.max().map(Float::parseFloat).orElse(Float.POSITIVE_INFINITY);
        yield row -> min <= row.floatValue(column) && row.floatValue(column) <= max;
      }
      case INT, LONG, DATE, TIMESTAMP, TIMESTAMP_MICROS, BOOLEAN, STRING, DECIMAL, BINARY -> {
        long min = bound(type, range.min(), Long.MIN_VALUE);
        long max = bound(type, range.max(), Long.MAX_VALUE);
        yield row -> min <= row.longValue(column) && row.longValue(column) <= max;
      }
    };
  }

  private static long bound(FieldType type, Optional<String> text, long none) {
    return text.map(given -> ColumnValue.bits(type, given).orElseThrow()).orElse(none);
  }

  private static RowTest in(List<String> values, int column, FieldType type) {
    if (type == FieldType.STRING) {
      byte[][] sorted =
          values.stream()
              .map(value -> value.getBytes(UTF_8))
              .sorted(Arrays::compareUnsigned)
              .toArray(byte[][]::new);
      return row -> isIn(sorted, row.bytes(), row.textOffset(column), row.textLength(column));
    }
    long[] sorted =
        values.stream()
            .mapToLong(value -> ColumnValue.bits(type, value).orElseThrow())
            .sorted()
            .toArray();
    return row -> Arrays.binarySearch(sorted, bits(row, column, type)) >= 0;
  }

  /** As {@link ColumnValue} has them: 0.0 for -0.0. */
  private static long bits(Row row, int column, FieldType type) {
    return switch (type) {
      case DOUBLE -> Double.doubleToRawLongBits(row.doubleValue(column) + 0.0);
      case FLOAT -> Float.floatToRawIntBits(row.floatValue(column) + 0.0f);
      case INT, LONG, DATE, TIMESTAMP, TIMESTAMP_MICROS, BOOLEAN, STRING, DECIMAL, BINARY ->
          row.longValue(column);
    };
  }

  private static boolean isIn(byte[][] sorted, byte[] bytes, int offset, int length) {
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      byte[] at = sorted[middle];
      int order = Arrays.compareUnsigned(at, 0, at.length, bytes, offset, offset + length);
      if (order == 0) {
        return true;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return false;
  }
}
