package dev.sluice.core.produce.simulate;

import java.time.Duration;

/**
 * The inertia of a follower: an average over its driver's past in which each tick weighs less than
 * the one after it, by e within the lag's length (a first-order lag). It is cut off after four
 * times that length, where less than 2 % would be left.
 */
final class Lag {
  private static final int LENGTHS = 4;

  private final double[] weights;

  Lag(Duration length, long everyMillis) {
    double ticks = (double) length.toMillis() / everyMillis;
    weights = new double[1 + (int) Math.ceil(LENGTHS * ticks)];
    double sum = 0;
    for (int ago = 0; ago < weights.length; ago++) {
      weights[ago] = ago == 0 ? 1 : StrictMath.exp(-ago / ticks);
      sum += weights[ago];
    }
    for (int ago = 0; ago < weights.length; ago++) {
      weights[ago] /= sum;
    }
  }

  /** How many ticks count, the present one included. */
  int ticks() {
    return weights.length;
  }

  /** How much a tick so many ticks ago counts; all together are 1. */
  double weight(int ago) {
    return weights[ago];
  }
}
