package dev.sluice.core.record;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import java.time.Duration;

/**
 * Which time a record counts by, decided here alone for raw, alerts, digests and trusted.
 *
 * <p>What is read as a time, to epoch milliseconds:
 *
 * <ul>
 *   <li>ISO 8601 and RFC 3339: date, {@code T} or a blank, time, offset: {@code
 *       2026-06-01T02:00:00.5+02:00}. The seconds may be left out; the fraction has up to 9 digits
 *       behind a point or a comma; {@code 24:00:00} is the next day's midnight; a leap second
 *       counts as the second before it. An offset is {@code Z}, {@code +02:00}, {@code +0200} or
 *       {@code +02}. Without one it is not a time.
 *   <li>A date {@code yyyy-MM-dd}: midnight UTC.
 *   <li>A JSON number, in quotes or not: epoch seconds, with or without a fraction, if nearer to
 *       zero than 10^11 (the year 5138), else epoch milliseconds.
 * </ul>
 *
 * Parts of a millisecond are cut off. Years 1 to 9999. Nothing is trimmed. Allocates for odd
 * numbers only. If the schema says how its times are written, they are read so and in no other way
 * ({@link TimeReader}).
 *
 * @param lateMillis how far before arrival an event time is believed
 * @param aheadMillis how far after arrival
 * @param isDate whether the field is a date, so that midnight UTC counts
 */
public record EventTime(long lateMillis, long aheadMillis, boolean isDate) {
  /** The result for what is not a time. */
  public static final long UNPARSABLE = Long.MIN_VALUE;

  /** The first and the last moment of the years 1 to 9999. */
  public static final long FIRST = -62_135_596_800_000L;

  public static final long LAST = 253_402_300_799_999L;

  public static final long DAY_MILLIS = 86_400_000;

  /** As a pipeline's streams believe it. */
  public static EventTime of(Pipeline pipeline) {
    return of(pipeline.record(), pipeline.raw());
  }

  /** As records of that schema in that layout are believed. */
  public static EventTime of(RecordSpec record, RawLayout raw) {
    return new EventTime(
        raw.late().map(Duration::toMillis).orElse(Long.MAX_VALUE),
        raw.ahead().toMillis(),
        record.schema().field(record.timeField()).orElseThrow().type() == FieldType.DATE);
  }

  /**
   * The time that counts: the event time, if it was read and is not too far from arrival, else the
   * arrival time. So a clock that runs wrong can neither make endless partitions nor mislead a
   * rule.
   *
   * @param time what {@link #parse} gave
   */
  public long believed(long time, long arrivalMillis) {
    long day = isDate ? floorToDay(time) : time;
    return isBelieved(day, arrivalMillis) ? day : arrivalMillis;
  }

  /** Whether a time was read and is not too far from arrival. */
  public boolean isBelieved(long time, long arrivalMillis) {
    long ahead = time - arrivalMillis;
    return time != UNPARSABLE && ahead <= aheadMillis && -ahead <= lateMillis;
  }

  /** The time of a text or number; {@link #UNPARSABLE} if it is not one. */
  public static long parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /** The time of a text's or number's characters; {@link #UNPARSABLE} if it is not one. */
  public static long parse(char[] text, int offset, int length) {
    if (length >= IsoDigits.DATE_LENGTH && text[offset + 4] == '-' && text[offset + 7] == '-') {
      return inYears(IsoDigits.parse(text, offset, length, null));
    }
    return EpochNumber.millis(text, offset, length);
  }

  /** The first moment of a time's day in UTC. */
  public static long floorToDay(long time) {
    return time == UNPARSABLE ? time : time - Math.floorMod(time, DAY_MILLIS);
  }

  /** The time, if it is in the years 1 to 9999. */
  static long inYears(long millis) {
    return millis < FIRST || millis > LAST ? UNPARSABLE : millis;
  }
}
