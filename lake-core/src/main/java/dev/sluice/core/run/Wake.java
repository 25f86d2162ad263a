package dev.sluice.core.run;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What wakes a run: a schedule, or the news that a query has ended.
 *
 * @param time of the event; nothing is asked of the wall clock
 * @param endedQuery the execution's id; empty: a schedule
 * @param remainingMillis of the invocation's time limit
 */
public record Wake(Instant time, Optional<String> endedQuery, LongSupplier remainingMillis) {}
