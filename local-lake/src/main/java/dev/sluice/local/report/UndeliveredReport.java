package dev.sluice.local.report;

import java.util.List;

/**
 * What the source gave, or should have given, and no table has: why, most frequent first.
 *
 * @param requests how many requests to APIs brought nothing
 * @param missed why they did
 * @param failed records that never reached the stream
 * @param rejected records that can't be read as such
 * @param unplayed rows of replayed files that are no part of what the source gave
 */
public record UndeliveredReport(
    long requests,
    List<Cause> missed,
    List<Cause> failed,
    List<Cause> rejected,
    List<UnplayedRows> unplayed) {
  public UndeliveredReport {
    missed = List.copyOf(missed);
    failed = List.copyOf(failed);
    rejected = List.copyOf(rejected);
    unplayed = List.copyOf(unplayed);
  }
}
