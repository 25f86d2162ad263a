package dev.sluice.core.produce.simulate;

import dev.sluice.core.pipeline.source.SimulatorSource.Anomalies;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import java.util.Optional;

/**
 * When a sensor misbehaves. Time is cut into blocks of ten minutes; each holds one anomaly or none,
 * which begins in its first half and ends within it. Where ticks are further apart than a block,
 * each tick is a block.
 */
final class AnomalyPlan {
  private static final long BLOCK_MILLIS = 600_000;
  private static final double HOUR_MILLIS = 3_600_000;
  // Streams of SensorRandom; 0 and 1 are the readings' noise.
  private static final int OCCURS = 2;
  private static final int KIND = 3;
  private static final int BEGIN = 4;
  private static final int LENGTH = 5;
  private static final int SIGN = 6;
  private static final int FORCE = 7;

  private final Anomalies anomalies;
  private final long everyMillis;
  private final double probability;
  private final long ticksPerBlock;

  AnomalyPlan(Anomalies anomalies, long everyMillis) {
    this.anomalies = anomalies;
    this.everyMillis = everyMillis;
    this.ticksPerBlock = Math.max(1, BLOCK_MILLIS / everyMillis);
    this.probability =
        Math.min(1, anomalies.perSensorHour() * ticksPerBlock * everyMillis / HOUR_MILLIS);
  }

  /** The anomaly that covers the tick of that number. */
  Optional<Anomaly> at(long tick, SensorRandom random) {
    long block = Math.floorDiv(tick, ticksPerBlock);
    if (probability == 0 || random.uniform(OCCURS, block) >= probability) {
      return Optional.empty();
    }
    Anomaly anomaly = inBlock(block, random);
    return anomaly.covers(tick) ? Optional.of(anomaly) : Optional.empty();
  }

  private Anomaly inBlock(long block, SensorRandom random) {
    int kinds = anomalies.kinds().size();
    AnomalyKind kind = anomalies.kinds().get((int) (random.uniform(KIND, block) * kinds));
    long halfRoundedUp = (ticksPerBlock + 1) / 2;
    long begin = (long) (random.uniform(BEGIN, block) * halfRoundedUp);
    long longest = ticksPerBlock - begin;
    long shortest = Math.max(1, longest / 2);
    long length = shortest + (long) (random.uniform(LENGTH, block) * (longest - shortest + 1));
    return new Anomaly(
        kind,
        block * ticksPerBlock + begin,
        kind == AnomalyKind.SPIKE ? 1 : length,
        random.uniform(SIGN, block) < 0.5 ? -1 : 1,
        1 + random.uniform(FORCE, block) / 2);
  }

  long tickNumber(long epochMillis) {
    return Math.floorDiv(epochMillis, everyMillis);
  }
}
