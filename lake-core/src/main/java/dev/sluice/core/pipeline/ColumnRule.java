package dev.sluice.core.pipeline;

import java.util.Optional;

/**
 * What happens to a field's value before it is cast.
 *
 * @param nullIf the text that means null
 * @param joinBy what stands between the items of an array that becomes one text
 * @param format how a date or timestamp is written, if not as usual
 */
public record ColumnRule(
    Optional<String> nullIf, Optional<String> joinBy, Optional<TimeFormat> format) {
  /** The value as it is. */
  public static final ColumnRule NONE =
      new ColumnRule(Optional.empty(), Optional.empty(), Optional.empty());

  /** A time as it is, written that way. */
  public static ColumnRule writtenAs(TimeFormat format) {
    return new ColumnRule(Optional.empty(), Optional.empty(), Optional.of(format));
  }
}
