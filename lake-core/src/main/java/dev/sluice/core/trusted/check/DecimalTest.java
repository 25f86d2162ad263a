package dev.sluice.core.trusted.check;

import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.trusted.rows.RowLayout;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules of decimals, which are compared exactly. */
final class DecimalTest {
  private DecimalTest() {}

  /** The bounds are numbers; they have no more digits than the column. */
  static RowTest range(RowRule.Range range, int column, RowLayout layout) {
    Digits digits = layout.column(column).rule().digits().orElseThrow();
    Optional<BigDecimal> min = range.min().map(BigDecimal::new);
    Optional<BigDecimal> max = range.max().map(BigDecimal::new);
    if (!digits.isLong()) {
      return row -> {
        BigDecimal value = row.decimalValue(column);
        return min.filter(bound -> bound.compareTo(value) > 0).isEmpty()
            && max.filter(bound -> bound.compareTo(value) < 0).isEmpty();
      };
    }
    long from = min.map(bound -> unscaled(bound, digits)).orElse(Long.MIN_VALUE);
    long to = max.map(bound -> unscaled(bound, digits)).orElse(Long.MAX_VALUE);
    return row -> from <= row.longValue(column) && row.longValue(column) <= to;
  }

  static RowTest in(List<String> values, int column, RowLayout layout) {
    Digits digits = layout.column(column).rule().digits().orElseThrow();
    if (!digits.isLong()) {
      Set<BigDecimal> all =
          values.stream()
              .map(value -> new BigDecimal(value).setScale(digits.scale()))
              .collect(Collectors.toSet());
      return row -> all.contains(row.decimalValue(column));
    }
    long[] sorted =
        values.stream()
            .mapToLong(value -> unscaled(new BigDecimal(value), digits))
            .sorted()
            .toArray();
    return row -> java.util.Arrays.binarySearch(sorted, row.longValue(column)) >= 0;
  }

  private static long unscaled(BigDecimal value, Digits digits) {
    return value.setScale(digits.scale()).unscaledValue().longValueExact();
  }
}
