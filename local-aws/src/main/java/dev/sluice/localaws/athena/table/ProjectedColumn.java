package dev.sluice.localaws.athena.table;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The values that partition projection gives a key. */
sealed interface ProjectedColumn {
  boolean covers(String value);

  /** How many slashes a value has: date formats may have some. */
  default int slashes() {
    return 0;
  }

  /** {@code projection.NAME.type = integer}; digits 0: no leading zeros. */
  record Whole(long from, long to, long interval, int digits) implements ProjectedColumn {
    @Override
    public boolean covers(String value) {
      if (!value.matches("-?\\d{1,18}")) {
        return false;
      }
      long number = Long.parseLong(value);
      String written =
          digits == 0 ? Long.toString(number) : String.format("%0" + digits + "d", number);
      return number >= from
          && number <= to
          && (number - from) % interval == 0
          && written.equals(value);
    }
  }

  /** {@code projection.NAME.type = injected}: whatever values the query asks for. */
  record Injected() implements ProjectedColumn {
    @Override
    public boolean covers(String value) {
      return true;
    }
  }

  /** {@code projection.NAME.type = enum}. */
  record OneOf(List<String> values) implements ProjectedColumn {
    @Override
    public boolean covers(String value) {
      return values.contains(value);
    }
  }

  /** {@code projection.NAME.type = date}. */
  record Date(
      String pattern,
      DateTimeFormatter format,
      LocalDateTime from,
      LocalDateTime to,
      long interval,
      ChronoUnit unit)
      implements ProjectedColumn {
    @Override
    public boolean covers(String value) {
      try {
        LocalDateTime time = LocalDateTime.parse(value, format);
        return !time.isBefore(from)
            && !time.isAfter(to)
            && unit.between(from, time) % interval == 0
            && format.format(time).equals(value);
      } catch (DateTimeException e) {
        return false;
      }
    }

    @Override
    public int slashes() {
      return (int) pattern.chars().filter(c -> c == '/').count();
    }
  }
}
