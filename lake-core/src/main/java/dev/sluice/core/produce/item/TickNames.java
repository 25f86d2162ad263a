package dev.sluice.core.produce.item;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** What templates can say of a tick. */
public final class TickNames {
  private TickNames() {}

  /** The values by name. */
  public static Map<String, String> of(Instant tick) {
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
