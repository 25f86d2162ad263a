package dev.sluice.core.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TimeFormat;
import java.io.IOException;

/** A field of the schema with its place in it and the texts of its rejections. */
final class BoundField {
  private static final int ALWAYS_FINITE_LENGTH = 30;
  private static final int MOST_SHOWN = 50;

  final int index;
  final boolean required;
  final boolean isId;
  final boolean isTime;
  final boolean isKey;
  final String missing;
  final String empty;
  final String wrongType;
  final String notUnicode;
  private final FieldType type;
  private final DecimalText number = new DecimalText();
  private final TimeReader times;

  BoundField(Field field, int index, RecordSpec spec) {
    this.index = index;
    this.type = field.type();
    this.times =
        new TimeReader(
            field.name().equals(spec.timeField()) ? spec.timeFormat() : TimeFormat.USUAL);
    this.required = field.required();
    this.isId = spec.id().needs(field.name());
    this.isTime = field.name().equals(spec.timeField());
    this.isKey = field.name().equals(spec.keyField());
    String shown = "field " + field.shown();
    this.missing = shown + " is missing or null";
    this.empty = shown + " is empty";
    this.notUnicode = shown + " is not Unicode: half of a surrogate pair";
    this.wrongType = shown + " is not " + describe(type);
  }

  private static String describe(FieldType type) {
    return switch (type) {
      case STRING -> "a string";
      case INT -> "a whole number of 32 bits";
      case LONG -> "a whole number of 64 bits";
      case FLOAT -> "a finite number of 32 bits";
      case DOUBLE -> "a finite number of 64 bits";
      case BOOLEAN -> "true or false";
      case DATE -> "a date yyyy-MM-dd";
      case TIMESTAMP -> "a time in ISO 8601 with an offset, epoch seconds or milliseconds";
      case DECIMAL, TIMESTAMP_MICROS, BINARY -> throw type.notOfRecords();
    };
  }

  /** Whether the value at which the parser stands can be cast to the field's type. */
  boolean accepts(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (type) {
      case STRING -> token == JsonToken.VALUE_STRING;
      case INT ->
          token.isNumeric() && isWhole(parser) && (int) number.longValue() == number.longValue();
      case LONG -> token.isNumeric() && isWhole(parser);
      case FLOAT -> token.isNumeric() && isFinite(parser, true);
      case DOUBLE -> token.isNumeric() && isFinite(parser, false);
      case BOOLEAN -> token.isBoolean();
      case DATE ->
          token == JsonToken.VALUE_STRING
              && parser.getTextLength() == IsoDigits.DATE_LENGTH
              && parser.getTextCharacters()[parser.getTextOffset() + 4] == '-'
              && time(parser) != EventTime.UNPARSABLE;
      case TIMESTAMP -> time(parser) != EventTime.UNPARSABLE;
      default -> false;
    };
  }

  /** Whether the value that the cursor has read can be cast to the field's type. */
  boolean accepts(JsonCursor.Kind kind, JsonCursor value) {
    boolean isNumber = kind == JsonCursor.Kind.NUMBER;
    return switch (type) {
      case STRING -> kind == JsonCursor.Kind.TEXT;
      case INT, LONG -> isNumber && isWhole(value.number());
      case FLOAT -> isNumber && Float.isFinite((float) value.number().doubleValue());
      case DOUBLE -> isNumber && Double.isFinite(value.number().doubleValue());
      case BOOLEAN -> kind == JsonCursor.Kind.BOOLEAN;
      case DATE ->
          kind == JsonCursor.Kind.TEXT
              && value.text().length() == IsoDigits.DATE_LENGTH
              && value.text().bytes()[value.text().from() + 4] == '-'
              && time(kind, value) != EventTime.UNPARSABLE;
      case TIMESTAMP -> time(kind, value) != EventTime.UNPARSABLE;
      default -> false;
    };
  }

  private boolean isWhole(DecimalText number) {
    return number.isLong()
        && (type == FieldType.LONG || (int) number.longValue() == number.longValue());
  }

  /** The value that the cursor has read, as epoch milliseconds. */
  long time(JsonCursor.Kind kind, JsonCursor value) {
    if (kind != JsonCursor.Kind.TEXT && kind != JsonCursor.Kind.NUMBER) {
      return EventTime.UNPARSABLE;
    }
    int count = value.text().toChars();
    return time(value.text().chars(), 0, count);
  }

  private long time(char[] text, int offset, int length) {
    long time = times.millis(text, offset, length);
    return type == FieldType.DATE ? EventTime.floorToDay(time) : time;
  }

  /** Whether the text at which the parser stands can identify a record, or be its key. */
  boolean isUnicode(JsonParser parser) throws IOException {
    return !Utf8Text.hasHalfOfAPair(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  /** The value at which the parser stands, as epoch milliseconds. */
  long time(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      return EventTime.UNPARSABLE;
    }
    return time(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  /** The first characters of the value at which the parser stands. */
  String beginning(JsonParser parser) throws IOException {
    return new String(
        parser.getTextCharacters(),
        parser.getTextOffset(),
        Math.min(parser.getTextLength(), MOST_SHOWN));
  }

  private boolean isWhole(JsonParser parser) throws IOException {
    return number.read(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
        && number.isLong();
  }

  /** Whether the nearest number of the type is finite; 3.4028235e38 is the largest float. */
  private static boolean isFinite(JsonParser parser, boolean isFloat) throws IOException {
    if (parser.getTextLength() <= ALWAYS_FINITE_LENGTH && !hasExponent(parser)) {
      return true;
    }
    double value = parser.getDoubleValue();
    return isFloat ? Float.isFinite((float) value) : Double.isFinite(value);
  }

  private static boolean hasExponent(JsonParser parser) throws IOException {
    char[] chars = parser.getTextCharacters();
    int end = parser.getTextOffset() + parser.getTextLength();
    for (int at = parser.getTextOffset(); at < end; at++) {
      if ((chars[at] | 0x20) == 'e') {
        return true;
      }
    }
    return false;
  }
}
