package dev.sluice.core.pipeline;

import java.time.Duration;

/** Where a pipeline's records come from. */
public sealed interface Source permits SimulatorSource, ReplaySource {
  /** The time between two ticks; each tick yields one round of records. */
  Duration every();
}
