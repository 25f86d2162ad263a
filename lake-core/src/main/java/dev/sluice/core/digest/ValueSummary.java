package dev.sluice.core.digest;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The latest, lowest, mean and highest of a group's readings of a field. The sum is exact, so that
 * the order of readings makes no difference; of readings with the same time, the one that arrived
 * last is the latest, then the greater one.
 */
final class ValueSummary {
  private static final MathContext SHOWN = new MathContext(6);

  private long count;
  private BigDecimal sum = BigDecimal.ZERO;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private double latest = Double.NaN;
  private long latestTime = Long.MIN_VALUE;
  private long latestArrival = Long.MIN_VALUE;

  /** Takes a finite number in. */
  void add(double number, long time, long arrival) {
    count++;
    sum = sum.add(BigDecimal.valueOf(number));
    low = Math.min(low, number);
    high = Math.max(high, number);
    if (isLater(number, time, arrival)) {
      latest = number;
      latestTime = time;
      latestArrival = arrival;
    }
  }

  private boolean isLater(double number, long time, long arrival) {
    if (time != latestTime) {
      return time > latestTime;
    }
    return arrival == latestArrival ? number > latest : arrival > latestArrival;
  }

  long count() {
    return count;
  }

  double latest() {
    return latest;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** To six digits; only if there is a reading. */
  double mean() {
    return sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).round(SHOWN).doubleValue();
  }
}
