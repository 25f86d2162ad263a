package dev.sluice.local.cli;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.fault.FaultProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a demo plays.
 *
 * @param settings values for the pipeline's {@code ${NAME}}s
 * @param directory of the lake
 * @param start of the played time
 * @param length of the played time
 * @param seed of the faults
 */
record DemoPlan(
    Pipeline pipeline,
    Map<String, String> settings,
    Path directory,
    Instant start,
    Duration length,
    FaultProfile faults,
    long seed) {
  DemoPlan {
    settings = Map.copyOf(settings);
  }
}
