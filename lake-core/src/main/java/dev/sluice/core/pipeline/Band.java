package dev.sluice.core.pipeline;

/**
 * A band of numbers, both ends included; an end that is infinite is open.
 *
 * @param low at most {@code high}
 */
public record Band(double low, double high) {
  public Band {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "A band's low end is at most its high end: [" + low + ", " + high + "]");
    }
  }

  /** Numbers up to the limit. */
  public static Band upTo(double limit) {
    return new Band(Double.NEGATIVE_INFINITY, limit);
  }

  /** Numbers from the limit on. */
  public static Band from(double limit) {
    return new Band(limit, Double.POSITIVE_INFINITY);
  }

  /** Whether the number is less than the low end or greater than the high one; NaN is neither. */
  public boolean isOutside(double number) {
    return number < low || number > high;
  }
}
