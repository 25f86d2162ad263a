package dev.sluice.core.produce;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The invocation in which a source is asked.
 *
 * @param time it was scheduled for
 * @param remaining the time left; zero or less: no more
 */
public record InvocationDeadline(Instant time, Supplier<Duration> remaining) {}
