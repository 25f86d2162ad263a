package dev.sluice.core.pipeline;

import java.util.Optional;

/**
 * What happens to a field's value before it is cast.
 *
 * @param nullIf the text that means null
 * @param joinBy what stands between the items of an array that becomes one text
 * @param format how a date or timestamp is written; the usual form: as event times are; empty: as
 *     ISO 8601, or as a JSON number
 * @param digits of a decimal, empty for other types
 * @param onFail what becomes of a row whose value can't be cast
 * @param maxNull the share of rows in percent that may be null, for whatever reason; beyond it the
 *     partition stays as it was
 */
public record ColumnRule(
    Optional<String> nullIf,
    Optional<String> joinBy,
    Optional<TimeFormat> format,
    Optional<Digits> digits,
    OnFail onFail,
    Optional<Double> maxNull) {
  /** The value as it is. */
  public static final ColumnRule NONE =
      new ColumnRule(Optional.empty(), Optional.empty(), Optional.empty());

  public ColumnRule {
    if (maxNull.filter(percent -> !(percent >= 0 && percent <= 100)).isPresent()) {
      throw new IllegalArgumentException("maxNull is from 0 to 100 percent, not " + maxNull);
    }
  }

  /** A rule of which nothing fails. */
  public ColumnRule(Optional<String> nullIf, Optional<String> joinBy, Optional<TimeFormat> format) {
    this(nullIf, joinBy, format, OnFail.KEEP, Optional.empty());
  }

  /** A rule of a column that is not a decimal. */
  public ColumnRule(
      Optional<String> nullIf,
      Optional<String> joinBy,
      Optional<TimeFormat> format,
      OnFail onFail,
      Optional<Double> maxNull) {
    this(nullIf, joinBy, format, Optional.empty(), onFail, maxNull);
  }

  /** A decimal as it is. */
  public static ColumnRule of(Digits digits) {
    return new ColumnRule(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(digits),
        OnFail.KEEP,
        Optional.empty());
  }

  /** A time as it is, written that way. */
  public static ColumnRule writtenAs(TimeFormat format) {
    return new ColumnRule(Optional.empty(), Optional.empty(), Optional.of(format));
  }

  /** What becomes of a row, or of its partition, whose value can't be cast. */
  public enum OnFail {
    /** The row has null there, or the value as far as it could be kept. */
    KEEP,
    /** The row is dropped. */
    DROP,
    /** The partition stays as it was. */
    FAIL
  }
}
