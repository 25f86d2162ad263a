package dev.sluice.core.produce.simulate;

import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;

/**
 * A spell of misbehaviour of one sensor.
 *
 * @param kind what is wrong
 * @param first the number of the first tick concerned
 * @param length how many ticks it lasts, at least 1
 * @param sign 1 or -1: the direction of a spike or drift
 * @param force 1 to 1.5: how far a spike or drift goes
 */
record Anomaly(AnomalyKind kind, long first, long length, int sign, double force) {
  boolean covers(long tick) {
    return tick >= first && tick < first + length;
  }

  long last() {
    return first + length - 1;
  }
}
