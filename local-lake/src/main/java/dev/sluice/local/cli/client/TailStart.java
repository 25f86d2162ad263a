package dev.sluice.local.cli.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where to begin in a stream.
 *
 * @param oldest with the oldest record there is
 * @param time with the records that arrived then; empty and not oldest: with what comes from now on
 */
public record TailStart(boolean oldest, Optional<Instant> time) {
  public static final TailStart NOW = new TailStart(false, Optional.empty());

  /**
   * Reads a time with its offset, or a date: midnight UTC.
   *
   * @throws DateTimeException if it is neither
   */
  public static Instant moment(String text) {
    return text.matches("\\d{4}-\\d{2}-\\d{2}")
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }

  /** Reads {@code start}, {@code now}, {@code 5m} (so long ago) or a {@link #moment}. */
  public static final class Converter implements ITypeConverter<TailStart> {
    @Override
    public TailStart convert(String text) {
      return switch (text) {
        case "start" -> new TailStart(true, Optional.empty());
        case "now" -> NOW;
        default -> new TailStart(false, Optional.of(time(text)));
      };
    }

    private static Instant time(String text) {
      try {
        if (text.matches("\\d{1,9}[smh]")) {
          return Instant.now().minus(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
        }
        if (text.matches("\\d{1,5}d")) {
          return Instant.now().minus(Duration.parse("P" + text.toUpperCase(Locale.ROOT)));
        }
        return moment(text);
      } catch (DateTimeException | ArithmeticException e) {
        throw new TypeConversionException(
            "'%s' is not one of: start, now, a duration like 30s, 5m, 2h, 1d, a time like 2026-06-01T12:00:00Z, a date like 2026-06-01 (midnight UTC)"
                .formatted(text));
      }
    }
  }
}
