package dev.sluice.core.trusted.survey;

import dev.sluice.core.record.Period;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is to be looked at.
 *
 * @param run that asks
 * @param time of the event that the run goes on with
 * @param again a period of which raw is to be listed, whatever is known of it; once in a run
 * @param remainingMillis of the invocation; half of it at most is spent on listings that can go on
 *     later
 */
public record SurveyRequest(
    String run, Instant time, Optional<Period> again, LongSupplier remainingMillis) {}
