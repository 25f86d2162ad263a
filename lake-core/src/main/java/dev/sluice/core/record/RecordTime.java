package dev.sluice.core.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * Times as records carry them, to epoch milliseconds. Texts: ISO 8601 with an offset, or a date
 * {@code yyyy-MM-dd}, which means midnight UTC. Numbers: epoch seconds, with or without a fraction,
 * if nearer to zero than 10^11 (the year 5138), else epoch milliseconds. Parts of a millisecond are
 * cut off. Years 1 to 9999.
 */
public final class RecordTime {
  /** The result for what is no time. */
  public static final long UNPARSABLE = Long.MIN_VALUE;

  /** The first and the last moment of the years 1 to 9999. */
  public static final long FIRST = -62_135_596_800_000L;

  public static final long LAST = 253_402_300_799_999L;
  private static final BigDecimal FIRST_MILLIS = new BigDecimal("1e11");
  private static final int MAX_NUMBER_LENGTH = 40;

  /** Beyond it, rounding 1e-99999999 would first compute 10^99999999. */
  private static final int MAX_SCALE = 100;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private RecordTime() {}

  /** The time of a text; {@link #UNPARSABLE} if it is none. */
  public static long ofText(String text) {
    return ofText(text.toCharArray(), 0, text.length());
  }

  /** The time of a slice of characters; {@link #UNPARSABLE} if it is none. */
  public static long ofText(char[] text, int offset, int length) {
    if (length == IsoDigits.DATE_LENGTH) {
      return ofDate(text, offset, length);
    }
    long fast = IsoDigits.dateTime(text, offset, length);
    return inYears(fast == UNPARSABLE ? slow(new String(text, offset, length)) : fast);
  }

  /** Midnight UTC of a date {@code yyyy-MM-dd}; {@link #UNPARSABLE} if it is none. */
  public static long ofDate(char[] text, int offset, int length) {
    return length == IsoDigits.DATE_LENGTH ? inYears(IsoDigits.date(text, offset)) : UNPARSABLE;
  }

  /** The time of a JSON number's text; {@link #UNPARSABLE} if it is none. */
  public static long ofNumber(char[] text, int offset, int length) {
    if (length > MAX_NUMBER_LENGTH) {
      return UNPARSABLE;
    }
    long whole = IsoDigits.wholeNumber(text, offset, length);
    if (whole >= 0) {
      return inYears(whole < 100_000_000_000L ? whole * 1000 : whole);
    }
    try {
      BigDecimal number = new BigDecimal(text, offset, length);
      boolean seconds = number.abs().compareTo(FIRST_MILLIS) < 0;
      BigDecimal millis = seconds ? number.movePointRight(3) : number;
      return isExtreme(millis)
          ? UNPARSABLE
          : inYears(millis.setScale(0, RoundingMode.FLOOR).longValueExact());
    } catch (NumberFormatException e) {
      return UNPARSABLE;
    }
  }

  private static boolean isExtreme(BigDecimal millis) {
    return millis.precision() - (long) millis.scale() > 18 || millis.scale() > MAX_SCALE;
  }

  private static long slow(String text) {
    try {
      return OffsetDateTime.parse(text, ISO).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return UNPARSABLE;
    }
  }

  private static long inYears(long millis) {
    return millis < FIRST || millis > LAST ? UNPARSABLE : millis;
  }
}
