package dev.sluice.core.alert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The event time in a slot. */
final class EventTime {
  private static final double FIRST_MILLIS = 1e11;

  private EventTime() {}

  /** Epoch milliseconds of the record's time; of its arrival if it has none that can be read. */
  static long millis(Slots slots, int slot, long arrivalMillis) {
    if (slots.isNumber(slot)) {
      double number = slots.number(slot);
      return (long) (Math.abs(number) < FIRST_MILLIS ? number * 1000 : number);
    }
    String text = slots.text(slot);
    if (text == null) {
      return arrivalMillis;
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException unreadable) {
      return arrivalMillis;
    }
  }
}
