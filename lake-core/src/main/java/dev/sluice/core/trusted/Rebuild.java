package dev.sluice.core.trusted;

import dev.sluice.core.record.Period;

/**
 * Partitions that are to be made again although they are up to date.
 *
 * @param period those of that time
 * @param overwritesForeign whether rows go that somebody else has put into these partitions, or
 *     changed; otherwise such partitions stay as they are
 */
public record Rebuild(Period period, boolean overwritesForeign) {}
