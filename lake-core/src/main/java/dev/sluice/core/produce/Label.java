package dev.sluice.core.produce;

import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import java.time.Instant;

/**
 * The truth about a simulated anomaly, against which alerts can be judged.
 *
 * @param device the device's name
 * @param metric the metric's name
 * @param kind what is wrong
 * @param from the first tick concerned
 * @param to the last tick concerned
 */
public record Label(String device, String metric, AnomalyKind kind, Instant from, Instant to) {}
