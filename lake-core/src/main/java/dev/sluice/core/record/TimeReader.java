package dev.sluice.core.record;

import dev.sluice.core.pipeline.TimeFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Reads times that are written in one way, to epoch milliseconds. Parts of a millisecond are cut
 * off; years 1 to 9999; nothing is trimmed.
 *
 * <ul>
 *   <li>The usual way: as {@link EventTime} says.
 *   <li>An epoch: a JSON number, in quotes or not, of exactly that unit, whatever its size.
 *   <li>ISO: the texts of the usual way, not its numbers.
 *   <li>A pattern of java.time, strictly: there is no 31 February.
 * </ul>
 *
 * A text without an offset is in the zone; where there is none, ISO is not read and a pattern is
 * UTC. A time that the clocks pass twice, or leave out, counts by the offset before the change. A
 * date alone is midnight UTC in any zone: a day has the same name everywhere. Not thread-safe.
 */
public final class TimeReader {
  private final TimeFormat.Form form;

  /** What an epoch's unit is, in powers of ten of a millisecond. */
  private final int power;

  private final ZoneRules zone;
  private final DateText pattern;

  public TimeReader(TimeFormat format) {
    form = format.form();
    power = power(form);
    zone = format.zone().map(ZoneId::getRules).orElse(null);
    pattern =
        form == TimeFormat.Form.PATTERN
            ? new DateText(format.pattern(), format.zone().orElse(ZoneOffset.UTC))
            : null;
  }

  private static int power(TimeFormat.Form form) {
    return switch (form) {
      case EPOCH_S -> 3;
      case EPOCH_MS -> 0;
      case EPOCH_US -> -3;
      case EPOCH_NS -> -6;
      case USUAL, ISO, PATTERN -> EpochNumber.BY_SIZE;
    };
  }

  /** The time of a text's or number's characters; {@link EventTime#UNPARSABLE} if it is not one. */
  public long millis(char[] text, int offset, int length) {
    return switch (form) {
      case USUAL -> EventTime.parse(text, offset, length);
      case EPOCH_S, EPOCH_MS, EPOCH_US, EPOCH_NS -> EpochNumber.millis(text, offset, length, power);
      case ISO ->
          length < IsoDigits.DATE_LENGTH
              ? EventTime.UNPARSABLE
              : EventTime.inYears(IsoDigits.parse(text, offset, length, zone));
      case PATTERN -> pattern.millis(text, offset, length);
    };
  }

  /** The same in microseconds, of which parts are cut off. */
  public long micros(char[] text, int offset, int length) {
    return switch (form) {
      case USUAL ->
          length >= IsoDigits.DATE_LENGTH && text[offset + 4] == '-' && text[offset + 7] == '-'
              ? isoMicros(text, offset, length, null)
              : EpochNumber.micros(text, offset, length, power);
      case EPOCH_S, EPOCH_MS, EPOCH_US, EPOCH_NS -> EpochNumber.micros(text, offset, length, power);
      case ISO ->
          length < IsoDigits.DATE_LENGTH
              ? EventTime.UNPARSABLE
              : isoMicros(text, offset, length, zone);
      case PATTERN -> pattern.micros(text, offset, length);
    };
  }

  private static long isoMicros(char[] text, int offset, int length, ZoneRules zone) {
    long millis = EventTime.inYears(IsoDigits.parse(text, offset, length, zone));
    return millis == EventTime.UNPARSABLE
        ? millis
        : millis * 1000 + IsoDigits.microsOfMilli(text, offset, length);
  }

  /** The moment at which clocks of the zone show that time, given as if it were UTC. */
  static long atZone(long localMillis, ZoneRules zone) {
    if (zone.isFixedOffset()) {
      return localMillis - zone.getOffset(Instant.EPOCH).getTotalSeconds() * 1000L;
    }
    long second = Math.floorDiv(localMillis, 1000L);
    LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    return localMillis - zone.getOffset(local).getTotalSeconds() * 1000L;
  }
}
