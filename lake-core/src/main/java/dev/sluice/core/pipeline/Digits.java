package dev.sluice.core.pipeline;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * How many digits a decimal has: it is a whole number of {@code precision} digits at most, of which
 * the last {@code scale} stand after the point.
 *
 * @param precision from 1 to 38
 * @param scale from 0 to the precision
 */
public record Digits(int precision, int scale) {
  /** As many digits as any value of 64 bits with that many digits may have. */
  private static final int OF_LONG = 18;

  private static final int MOST = 38;

  public Digits {
    if (precision < 1 || precision > MOST || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "decimal(%d,%d) is not a type: there are 1 to 38 digits, and not more after the point"
              .formatted(precision, scale));
    }
  }

  /** Whether its values, without the point, fit into 64 bits. */
  public boolean isLong() {
    return precision <= OF_LONG;
  }

  /** 10 to the power of the precision, at which values without the point are too large. */
  public BigInteger bound() {
    return BigInteger.TEN.pow(precision);
  }

  /**
   * A value without its point; empty if the text is not a number, has more digits after the point
   * that are not 0, or is too large.
   */
  public Optional<BigInteger> unscaled(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() - (long) number.scale() > MOST || number.scale() > 1000) {
        return Optional.empty();
      }
      BigInteger unscaled = number.setScale(scale).unscaledValue();
      return Optional.of(unscaled).filter(value -> value.abs().compareTo(bound()) < 0);
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "decimal(%d,%d)".formatted(precision, scale);
  }
}
