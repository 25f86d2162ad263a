package dev.sluice.core.pipeline.source;

import java.time.Duration;

/** A source that the producer asks at regular moments. */
public sealed interface TickedSource extends Source
    permits SimulatorSource, ReplaySource, HttpSource, LinesSource {
  /** The time between two ticks; each tick yields one round of records. */
  Duration every();
}
