package dev.sluice.localaws.esm;

import java.time.Duration;
import java.time.Instant;

/**
 * A tumbling window of a shard and what the function keeps in it. Windows are aligned to the epoch;
 * a record belongs to the one in which it arrived.
 *
 * @param state as the function wrote it: JSON of up to 1 MB, which is only handed on
 */
record Window(Instant start, Instant end, String state) {
  /** The most a function may keep. */
  static final int STATE_LIMIT = 1024 * 1024;

  static Window around(Instant arrival, Duration length) {
    long seconds = length.toSeconds();
    Instant start =
        Instant.ofEpochSecond(Math.floorDiv(arrival.getEpochSecond(), seconds) * seconds);
    return new Window(start, start.plus(length), "{}");
  }

  boolean contains(Instant arrival) {
    return arrival.isBefore(end);
  }

  Window with(String newState) {
    return new Window(start, end, newState);
  }
}
