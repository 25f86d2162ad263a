package dev.sluice.core.produce;

import java.time.Instant;

/**
 * One moment at which a source yields records.
 *
 * @param index how many ticks the pipeline had before this one, from 0 on
 * @param time when it is
 */
public record Tick(long index, Instant time) {
  public Tick {
    if (index < 0) {
      throw new IllegalArgumentException("A tick's index is 0 or more, not " + index);
    }
  }
}
