package dev.sluice.core.erase;

import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.PartitionFingerprint;
import java.time.Instant;

/**
 * What is to be erased: all rows that have a value in a column, wherever they are in the lake.
 *
 * @param column of trusted tables; each that has it is meant
 * @param value a text, a whole number or a date, as it is in the tables; of a column that is
 *     masked, the masked one
 * @param period whose raw objects are looked through
 * @param overwritesForeign whether rows that others put into these tables go too
 */
public record EraseRequest(String column, String value, Period period, boolean overwritesForeign) {
  /** All there is. */
  public static final Period ALL =
      new Period(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"));

  public EraseRequest {
    if (column.isBlank() || value.isBlank()) {
      throw new IllegalArgumentException(
          "What is to be erased is COLUMN=VALUE, such as customer_id=4711");
    }
  }

  /** What it is known by, without saying what it is. */
  String id() {
    return PartitionFingerprint.sha256(column + '\n' + value + '\n' + period + overwritesForeign);
  }
}
