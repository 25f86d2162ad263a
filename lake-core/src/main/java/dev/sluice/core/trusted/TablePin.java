package dev.sluice.core.trusted;

import java.time.Instant;

/**
 * Somebody has put a table back to what it was, and it is to stay so.
 *
 * @param snapshot that it shows
 * @param since when
 * @param rows that it shows
 */
public record TablePin(String snapshot, Instant since, long rows) {
  @Override
  public String toString() {
    return "pinned at snapshot %s since %s".formatted(snapshot, since);
  }
}
