package dev.sluice.local.starter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.TimeReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all values of one field have in common. */
final class FieldFacts {
  private static final int LONGEST_KEY = 200;
  private static final long FIRST = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
  private static final BigDecimal LONG = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final List<String> PATTERNS =
      List.of(
          "dd.MM.yyyy HH:mm:ss",
          "dd.MM.yyyy HH:mm",
          "dd.MM.yyyy",
          "dd/MM/yyyy HH:mm:ss",
          "dd/MM/yyyy HH:mm",
          "dd/MM/yyyy",
          "MM/dd/yyyy HH:mm:ss",
          "MM/dd/yyyy HH:mm",
          "MM/dd/yyyy",
          "yyyy/MM/dd HH:mm:ss",
          "yyyy/MM/dd",
          "yyyyMMddHHmmss",
          "yyyyMMdd");

  /** What a value is. */
  enum Kind {
    WHOLE,
    DECIMAL,
    TRUTH,
    TEXT,
    LIST,
    OBJECT
  }

  private final String pointer;
  private final Map<Kind, String> examples = new EnumMap<>(Kind.class);
  private final Map<TimeFormat, TimeReader> times = new LinkedHashMap<>();
  private final Set<String> distinct = new HashSet<>();
  private long values;
  private boolean areDates = true;
  private boolean areIdLike = true;
  private boolean areCommaNumbers = true;
  private int length;
  private boolean areUniform = true;

  /**
   * Of no values yet.
   *
   * @param pointer to the field in the record
   */
  FieldFacts(String pointer) {
    this.pointer = pointer;
    List<TimeFormat> formats = new ArrayList<>();
    formats.add(TimeFormat.USUAL);
    formats.add(new TimeFormat(TimeFormat.Form.ISO, "", Optional.of(ZoneOffset.UTC)));
    formats.add(new TimeFormat(TimeFormat.Form.EPOCH_US, "", Optional.empty()));
    formats.add(new TimeFormat(TimeFormat.Form.EPOCH_NS, "", Optional.empty()));
    PATTERNS.forEach(
        pattern -> formats.add(new TimeFormat(TimeFormat.Form.PATTERN, pattern, Optional.empty())));
    formats.forEach(format -> times.put(format, new TimeReader(format)));
  }

  /**
   * Takes the next value, which is not null.
   *
   * @param isCell whether it is a cell of CSV, which may be the text of anything
   */
  void add(JsonNode value, boolean isCell) {
    values++;
    String text = value.isContainerNode() ? value.toString() : value.asText();
    examples.putIfAbsent(kind(value, isCell), text);
    distinct.add(text);
    areDates &= text.matches("\\d{4}-\\d\\d-\\d\\d");
    areCommaNumbers &= text.matches("-?\\d+,\\d+");
    areUniform &= length == 0 || length == text.length();
    length = text.length();
    areIdLike &= !text.isEmpty() && text.length() <= LONGEST_KEY;
    times.entrySet().removeIf(format -> !isTime(format.getKey(), format.getValue(), text));
  }

  /** Says that other records have an object there. */
  void isAlsoAnObject() {
    examples.putIfAbsent(Kind.OBJECT, "{…}");
  }

  private static Kind kind(JsonNode value, boolean isCell) {
    if (value.isContainerNode()) {
      return value.isArray() ? Kind.LIST : Kind.OBJECT;
    }
    if (value.isBoolean() || (isCell && value.asText().matches("true|false"))) {
      return Kind.TRUTH;
    }
    boolean isNumber =
        value.isNumber()
            || (isCell && value.asText().matches("-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?"));
    if (!isNumber) {
      return Kind.TEXT;
    }
    return value.asText().matches("-?\\d{1,18}")
            && new BigDecimal(value.asText()).abs().compareTo(LONG) <= 0
        ? Kind.WHOLE
        : Kind.DECIMAL;
  }

  private static boolean isTime(TimeFormat format, TimeReader reader, String text) {
    long millis = reader.millis(text.toCharArray(), 0, text.length());
    boolean isNumber = text.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    boolean isPlausible = millis >= FIRST && millis <= LAST;
    return millis != EventTime.UNPARSABLE
        && (isPlausible || !(isNumber || format.form() == TimeFormat.Form.PATTERN));
  }

  String pointer() {
    return pointer;
  }

  /** How many records have a value. */
  long values() {
    return values;
  }

  long different() {
    return distinct.size();
  }

  boolean isScalar() {
    return !examples.containsKey(Kind.LIST) && !examples.containsKey(Kind.OBJECT);
  }

  boolean isList() {
    return examples.size() == 1 && examples.containsKey(Kind.LIST);
  }

  /** Values of several kinds, with an example of each; empty: they are of one. */
  Optional<String> conflict() {
    boolean areNumbers = examples.keySet().equals(Set.of(Kind.WHOLE, Kind.DECIMAL));
    return examples.size() < 2 || areNumbers ? Optional.empty() : Optional.of(examples.toString());
  }

  /** How its values can be read as times; empty: they can't. */
  Optional<TimeFormat> time() {
    boolean mayBe = values > 0 && isScalar() && !examples.containsKey(Kind.TRUTH);
    return mayBe ? times.keySet().stream().findFirst() : Optional.empty();
  }

  boolean isDate() {
    return areDates && values > 0;
  }

  /** Whether its values are texts of one length with digits in them, as made by a machine. */
  boolean isUniform() {
    return areUniform && length >= 8 && type() == FieldType.STRING && example().matches(".*\\d.*");
  }

  /** Whether its values are numbers with a decimal comma, which no engine reads. */
  boolean hasCommas() {
    return areCommaNumbers && values > 0;
  }

  /** Whether days and months may be the other way round. */
  boolean isAmbiguous() {
    return times.keySet().stream().filter(each -> each.pattern().startsWith("dd")).count() > 0
        && times.keySet().stream().filter(each -> each.pattern().startsWith("MM")).count() > 0;
  }

  /** Whether its values may be ids or keys. */
  boolean isIdLike() {
    return areIdLike
        && conflict().isEmpty()
        && (examples.containsKey(Kind.TEXT) || examples.keySet().equals(Set.of(Kind.WHOLE)));
  }

  /** The type for values that are not a time. */
  FieldType type() {
    if (conflict().isPresent() || examples.isEmpty()) {
      return FieldType.STRING;
    }
    if (examples.containsKey(Kind.DECIMAL)) {
      return FieldType.DOUBLE;
    }
    return switch (examples.keySet().iterator().next()) {
      case WHOLE -> FieldType.LONG;
      case TRUTH -> FieldType.BOOLEAN;
      case DECIMAL -> FieldType.DOUBLE;
      case TEXT, LIST, OBJECT -> FieldType.STRING;
    };
  }

  String example() {
    return examples.values().iterator().next();
  }
}
