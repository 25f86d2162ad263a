package dev.sluice.core.produce;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** A source that can be asked for any tick, and answers a repeated question with the same bytes. */
public interface TickSource extends Closeable {
  /** The records of a tick; empty where the source has none. */
  TickOutput output(Tick tick) throws IOException;

  /**
   * The records of a tick, unless they can't be had in this invocation: then the tick and all after
   * it are left to the next one.
   */
  default Optional<TickOutput> output(Tick tick, InvocationDeadline deadline) throws IOException {
    return Optional.of(output(tick));
  }

  /**
   * The tick that is due next. A source without a past leaves ticks out.
   *
   * @param done the last tick that is done
   * @param time until when ticks are due; there is at least one
   */
  default Instant next(Ticks grid, Instant done, Instant time) throws IOException {
    return grid.after(done, 1);
  }

  /** How many ticks may be asked for before their output is in the stream. */
  default int mostAtOnce() {
    return 1_000;
  }
}
