package dev.sluice.core.produce;

import java.time.Instant;
import java.util.List;

/** A source that is switched off: it gives nothing, and has nothing to make up for afterwards. */
public final class StoppedSource implements TickSource {
  @Override
  public TickOutput output(Tick tick) {
    return new TickOutput(List.of(), List.of(), List.of());
  }

  @Override
  public Instant next(Ticks grid, Instant done, Instant time) {
    return grid.at(time);
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
