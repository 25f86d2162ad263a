package dev.sluice.core.definition.table;

import dev.sluice.core.definition.yaml.Scalars;
import dev.sluice.core.definition.yaml.Settings;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a setting may be in SQL, by the form of its default. Each is written so that Athena, Spark
 * and DuckDB take it for the same value of the same type: a number with a point is a double, not a
 * decimal, and what begins with a minus stands in parentheses, as two of them would begin a
 * comment.
 */
enum SqlLiteral {
  WHOLE("a whole number", Pattern.compile("-?\\d{1,18}")),
  NUMBER("a number", Pattern.compile("-?\\d{1,300}(\\.\\d{1,300})?([eE][-+]?\\d{1,3})?")),
  TRUTH("true or false", Pattern.compile("true|false")),
  DATE("a date like 2026-06-01", Pattern.compile("\\d{4}-\\d{2}-\\d{2}")),
  TIMESTAMP(
      "a time like 2026-06-01T00:00:00Z",
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[-+]\\d{2}:\\d{2})?")),
  TEXT("a text", Pattern.compile("(?s).*"));

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  /** What engines read differently within quotes: an escape of Spark, a variable of Spark. */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\\\]|\\$\\{");

  private final String description;
  private final Pattern form;

  SqlLiteral(String description, Pattern form) {
    this.description = description;
    this.form = form;
  }

  /** The type of a default; one in single quotes is a text, whatever it looks like. */
  static SqlLiteral of(String text) {
    if (!Settings.unquoted(text).equals(text)) {
      return TEXT;
    }
    for (SqlLiteral type : values()) {
      if (type.form.matcher(text).matches()) {
        return type;
      }
    }
    return TEXT;
  }

  /** What it is, for a problem. */
  String description() {
    return description;
  }

  /** What a value may not have; empty: nothing. */
  String limits() {
    return this == TEXT ? " without control characters, backslashes and ${" : "";
  }

  /** The value in SQL; empty: it is of another type. */
  Optional<String> sql(String value) {
    if (!form.matcher(value).matches()) {
      return Optional.empty();
    }
    return switch (this) {
      case WHOLE -> Optional.of(signed(value));
      case NUMBER -> Optional.of(value).filter(Scalars::isNumber).map(SqlLiteral::number);
      case TRUTH -> Optional.of(value);
      case DATE -> date(value);
      case TIMESTAMP -> timestamp(value);
      case TEXT -> UNSAFE.matcher(value).find() ? Optional.empty() : Optional.of(text(value));
    };
  }

  /** A doubled quote is a quote to Athena and DuckDB, and nothing to Spark 3: so there is none. */
  private static String text(String value) {
    String quoted = "'" + value.replace("'", "' || chr(39) || '") + "'";
    return value.contains("'") ? "(" + quoted + ")" : quoted;
  }

  private static String number(String value) {
    return signed(value.contains("e") || value.contains("E") ? value : value + "e0");
  }

  private static String signed(String number) {
    return number.startsWith("-") ? "(" + number + ")" : number;
  }

  private static Optional<String> date(String value) {
    try {
      return Optional.of("DATE '" + LocalDate.parse(value) + "'");
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A time without an offset is UTC, as all times in SQL. */
  private static Optional<String> timestamp(String value) {
    String iso = value.replace(' ', 'T');
    try {
      LocalDateTime time =
          iso.matches(".*(Z|[-+]\\d{2}:\\d{2})")
              ? OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
              : LocalDateTime.parse(iso);
      return Optional.of("TIMESTAMP '" + MILLIS.format(time) + "'");
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
