package dev.sluice.core.pipeline;

/**
 * A band of numbers; an end that is infinite is open.
 *
 * @param low at most {@code high}
 * @param holdsEnds whether both ends are in it
 */
public record Band(double low, double high, boolean holdsEnds) {
  public Band {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "A band's low end is at most its high end: [" + low + ", " + high + "]");
    }
  }

  /** Both ends included. */
  public Band(double low, double high) {
    this(low, high, true);
  }

  /** Numbers up to the limit. */
  public static Band upTo(double limit) {
    return new Band(Double.NEGATIVE_INFINITY, limit);
  }

  /** Numbers from the limit on. */
  public static Band from(double limit) {
    return new Band(limit, Double.POSITIVE_INFINITY);
  }

  /** Numbers less than the limit. */
  public static Band lessThan(double limit) {
    return new Band(Double.NEGATIVE_INFINITY, limit, false);
  }

  /** Numbers greater than the limit. */
  public static Band greaterThan(double limit) {
    return new Band(limit, Double.POSITIVE_INFINITY, false);
  }

  /** Whether the number is below the low end or above the high one; NaN is neither. */
  public boolean isOutside(double number) {
    return number < low || number > high || (!holdsEnds && isEnd(number));
  }

  private boolean isEnd(double number) {
    return (number == low || number == high) && Double.isFinite(number);
  }

  /** Is part of the fingerprints of partitions. */
  @Override
  public String toString() {
    return "Band[low=%s, high=%s%s]".formatted(low, high, holdsEnds ? "" : ", holdsEnds=false");
  }
}
