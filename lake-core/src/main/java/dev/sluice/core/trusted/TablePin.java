package dev.sluice.core.trusted;

import dev.sluice.core.record.Period;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody has put a table back to what it was, and it is to stay so.
 *
 * @param snapshot that it shows
 * @param since when
 * @param rows that it shows
 * @param hidden the time of the partitions that were made after that snapshot; empty: none was
 */
public record TablePin(String snapshot, Instant since, long rows, Optional<Period> hidden) {
  @Override
  public String toString() {
    return "pinned at snapshot %s since %s".formatted(snapshot, since);
  }
}
