package dev.sluice.core.alert.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people write them. */
public final class NumberText {
  private static final MathContext COMPUTED = new MathContext(6);

  private NumberText() {}

  /** A computed number with six digits. */
  public static String rounded(double number) {
    return Double.isFinite(number)
        ? of(BigDecimal.valueOf(number).round(COMPUTED).doubleValue())
        : Double.toString(number);
  }

  /** {@code 35} for 35.0, {@code 0.9} for 0.9; an exponent only for the very large and small. */
  public static String of(double number) {
    double size = Math.abs(number);
    if (number == 0) {
      return "0";
    }
    return size >= 1e-6 && size < 1e19
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }
}
