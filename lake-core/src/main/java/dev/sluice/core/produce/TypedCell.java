package dev.sluice.core.produce;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.record.EventTime;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns a cell's text into a JSON value of a field's type. */
public final class TypedCell {
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  // Java's own parser takes 5d and 0x1p3, too.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private TypedCell() {}

  /**
   * The value, for {@link #write}.
   *
   * @throws IllegalArgumentException if the text is no value of that type
   */
  public static Object valueOf(FieldType type, String text) {
    return switch (type) {
      case STRING -> text;
      case INT -> (long) Integer.parseInt(text);
      case LONG -> Long.parseLong(text);
      case FLOAT, DOUBLE -> decimal(text);
      case BOOLEAN -> truth(text);
      case DATE -> date(text);
      case TIMESTAMP -> timestamp(text);
      case DECIMAL, TIMESTAMP_MICROS, BINARY -> throw type.notOfRecords();
    };
  }

  /** Writes what {@link #valueOf} gave. */
  public static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Decimal number) {
      json.writeNumber(number.digits());
    } else {
      json.writeBoolean((Boolean) value);
    }
  }

  /** A number with its digits as JSON writes them. */
  public record Decimal(String digits) {}

  private static Decimal decimal(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new NumberFormatException("not a number");
    }
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException("not finite");
    }
    if (!JSON_NUMBER.matcher(text).matches()) {
      return new Decimal(Double.toString(number));
    }
    // A crawler takes 1 for an integer and 1.5 for a number.
    boolean integer = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return new Decimal(integer ? text + ".0" : text);
  }

  private static Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static String date(String text) {
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a date like 2026-06-01", e);
    }
  }

  private static Object timestamp(String text) {
    if (!text.isEmpty() && text.chars().allMatch(Character::isDigit)) {
      return Long.parseLong(text);
    }
    long millis = EventTime.parse(text);
    if (millis == EventTime.UNPARSABLE) {
      throw new IllegalArgumentException("not a time with an offset");
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toString();
    } catch (DateTimeException e) {
      return Instant.ofEpochMilli(millis).toString();
    }
  }
}
