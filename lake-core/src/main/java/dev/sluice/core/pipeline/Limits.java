package dev.sluice.core.pipeline;

/**
 * A band of numbers, both ends included; an end that is infinite is open.
 *
 * @param low at most {@code high}
 */
public record Limits(double low, double high) {
  public Limits {
    if (!(low <= high)) {
      throw new IllegalArgumentException("[" + low + ", " + high + "] is no band");
    }
  }

  /** Numbers up to the limit. */
  public static Limits upTo(double limit) {
    return new Limits(Double.NEGATIVE_INFINITY, limit);
  }

  /** Numbers from the limit on. */
  public static Limits from(double limit) {
    return new Limits(limit, Double.POSITIVE_INFINITY);
  }

  /** Whether the number is less than the low end or greater than the high one; NaN is neither. */
  public boolean isOutside(double number) {
    return number < low || number > high;
  }
}
