package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.ProjectedColumn.Date;
import dev.sluice.localaws.athena.table.ProjectedColumn.Injected;
import dev.sluice.localaws.athena.table.ProjectedColumn.OneOf;
import dev.sluice.localaws.athena.table.ProjectedColumn.Whole;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code projection.COLUMN.*} of a table. */
final class ProjectionProperties {
  private static final Pattern RELATIVE =
      Pattern.compile("NOW\\s*(?:([+-])\\s*(\\d+)\\s*([A-Z]+?)S?)?\\s*");

  private final LakeTable table;
  private final String prefix;
  private final Clock clock;

  ProjectionProperties(LakeTable table, String column, Clock clock) {
    this.table = table;
    this.prefix = "projection." + column + ".";
    this.clock = clock;
  }

  ProjectedColumn column() throws QueryFailedException {
    String type = required("type").toLowerCase(Locale.ROOT);
    return switch (type) {
      case "integer" -> whole();
      case "enum" -> new OneOf(List.of(required("values").split(",", -1)));
      case "date" -> date();
      case "injected" -> new Injected();
      default ->
          throw invalid(
              table, prefix + "type is '" + type + "'; it must be integer, enum, date or injected");
    };
  }

  private Whole whole() throws QueryFailedException {
    String[] range = range();
    try {
      return new Whole(
          Long.parseLong(range[0]),
          Long.parseLong(range[1]),
          Long.parseLong(optional("interval", "1")),
          Integer.parseInt(optional("digits", "0")));
    } catch (NumberFormatException e) {
      throw invalid(table, prefix + "range, interval and digits must be whole: " + e.getMessage());
    }
  }

  private Date date() throws QueryFailedException {
    String pattern = required("format");
    try {
      DateTimeFormatter format =
          new DateTimeFormatterBuilder()
              .appendPattern(pattern)
              .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
              .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
              .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
              .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
              .toFormatter(Locale.ROOT);
      String[] range = range();
      ChronoUnit unit = unit(optional("interval.unit", finest(pattern)));
      long interval = Long.parseLong(optional("interval", "1"));
      return new Date(
          pattern, format, bound(range[0], format), bound(range[1], format), interval, unit);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw invalid(table, prefix + "format, range or interval: " + e.getMessage());
    }
  }

  private LocalDateTime bound(String text, DateTimeFormatter format) {
    Matcher relative = RELATIVE.matcher(text);
    if (!relative.matches()) {
      return LocalDateTime.parse(text, format);
    }
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (relative.group(1) == null) {
      return now;
    }
    long amount = Long.parseLong(relative.group(2)) * (relative.group(1).equals("-") ? -1 : 1);
    return now.plus(amount, unit(relative.group(3)));
  }

  private static ChronoUnit unit(String name) {
    String upper = name.trim().toUpperCase(Locale.ROOT);
    return ChronoUnit.valueOf(upper.endsWith("S") ? upper : upper + "S");
  }

  private static String finest(String pattern) {
    return pattern.contains("s")
        ? "SECONDS"
        : pattern.contains("m")
            ? "MINUTES"
            : pattern.contains("H")
                ? "HOURS"
                : pattern.contains("d") ? "DAYS" : pattern.contains("M") ? "MONTHS" : "YEARS";
  }

  private String[] range() throws QueryFailedException {
    String[] range = required("range").split(",", -1);
    if (range.length != 2) {
      throw invalid(table, prefix + "range must be FROM,TO, not '" + required("range") + "'");
    }
    return new String[] {range[0].trim(), range[1].trim()};
  }

  private String optional(String name, String otherwise) {
    return table.parameters().getOrDefault(prefix + name, otherwise).trim();
  }

  private String required(String name) throws QueryFailedException {
    String value = optional(name, "");
    if (value.isEmpty()) {
      throw invalid(table, prefix + name + " is missing");
    }
    return value;
  }

  static QueryFailedException invalid(LakeTable table, String message) {
    return new QueryFailedException(
        "INVALID_TABLE_PROPERTY",
        "Table " + table.database() + "." + table.name() + ": " + message);
  }
}
