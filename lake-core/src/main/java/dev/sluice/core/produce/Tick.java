package dev.sluice.core.produce;

import java.time.Instant;

/**
 * One moment at which a source yields records.
 *
 * @param index how many ticks the pipeline had before this one, from 0 on
 * @param time when it is
 * @param position how far the source was after the tick before, in its own words; empty at first,
 *     and of a source that keeps none
 */
public record Tick(long index, Instant time, String position) {
  /** Of a source that keeps no position. */
  public Tick(long index, Instant time) {
    this(index, time, "");
  }

  public Tick {
    if (index < 0) {
      throw new IllegalArgumentException("A tick's index is 0 or more, not " + index);
    }
  }
}
