package dev.sluice.core.produce.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** What templates can say of a tick. */
final class TickNames {
  private TickNames() {}

  static Map<String, String> of(Instant tick) {
    OffsetDateTime time = tick.atOffset(ZoneOffset.UTC);
    return Map.of(
        "tick", tick.toString(),
        "yyyy", "%04d".formatted(time.getYear()),
        "MM", "%02d".formatted(time.getMonthValue()),
        "M", Integer.toString(time.getMonthValue()),
        "dd", "%02d".formatted(time.getDayOfMonth()),
        "d", Integer.toString(time.getDayOfMonth()),
        "HH", "%02d".formatted(time.getHour()),
        "H", Integer.toString(time.getHour()));
  }
}
