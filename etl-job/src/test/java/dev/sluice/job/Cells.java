package dev.sluice.job;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as texts that are equal if the values are, whatever an engine calls their types. */
final class Cells {
  private Cells() {}

  static String text(List<Object> cells) {
    return cells.stream().map(Cells::text).collect(Collectors.joining("|"));
  }

  /** Numbers are compared with all their digits. */
  private static String text(Object cell) {
    if (cell instanceof Number number) {
      return number(number.toString());
    } else if (cell instanceof Timestamp time) {
      return time.toLocalDateTime().toString();
    } else if (cell instanceof java.sql.Date day) {
      return day.toLocalDate().toString();
    } else if (cell instanceof LocalDate day) {
      return day.toString();
    }
    return String.valueOf(cell);
  }

  private static String number(String text) {
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }

  /**
   * 0 if the rows are equal. A sum of doubles depends on the order of its rows, and what is in the
   * middle between two digits (0.575) is rounded up by Spark, which looks at the text, and down by
   * DuckDB, which looks at the double: so the last digit of a fraction may differ by one.
   */
  static int compare(String row, String other) {
    String[] cells = row.split("\\|", -1);
    String[] others = other.split("\\|", -1);
    for (int i = 0; i < Math.min(cells.length, others.length); i++) {
      if (!cells[i].equals(others[i]) && !isLastDigit(cells[i], others[i])) {
        return cells[i].compareTo(others[i]);
      }
    }
    return cells.length - others.length;
  }

  private static boolean isLastDigit(String text, String other) {
    String fraction = "-?[0-9]+(\\.[0-9]+)?";
    if (!text.matches(fraction) || !other.matches(fraction)) {
      return false;
    }
    BigDecimal a = new BigDecimal(text);
    BigDecimal b = new BigDecimal(other);
    int scale = Math.max(a.scale(), b.scale());
    return scale > 0 && a.subtract(b).abs().compareTo(BigDecimal.ONE.movePointLeft(scale)) <= 0;
  }

  /** The first cells of a line of CSV, numbers in the same way. */
  static String ofCsv(String[] cells, int count) {
    return Arrays.stream(cells)
        .limit(count)
        .map(cell -> cell.matches("-?[0-9.]+") ? number(cell) : cell)
        .collect(Collectors.joining("|"));
  }
}
