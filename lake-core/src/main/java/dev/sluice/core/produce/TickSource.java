package dev.sluice.core.produce;

import java.io.Closeable;
import java.io.IOException;

/** A source that can be asked for any tick, and answers a repeated question with the same bytes. */
public interface TickSource extends Closeable {
  /** The records of a tick; a round without records where the source has none. */
  Round round(Tick tick) throws IOException;
}
