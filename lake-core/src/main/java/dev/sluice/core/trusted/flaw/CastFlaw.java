package dev.sluice.core.trusted.flaw;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TrustedTable.Column;

/** Why a value is not a column's as it came. */
public enum CastFlaw {
  /** It is: nothing is wrong. */
  NONE,
  NOT_A_NUMBER,
  NOT_WHOLE,
  OUT_OF_RANGE,
  TOO_LONG,
  NEITHER_TRUE_NOR_FALSE,
  NOT_A_TIME,
  /** Half of a surrogate pair, which became U+FFFD. */
  NOT_UNICODE,
  OBJECT_OR_ARRAY,
  /** Of an array that became one text. */
  ITEM_LEFT_OUT,
  /** More digits after the point than a decimal has. */
  TOO_PRECISE,
  NOT_BASE64;

  private static final CastFlaw[] ALL = values();

  static CastFlaw of(int ordinal) {
    return ALL[ordinal];
  }

  /** In words. */
  public String reason(Column column) {
    return switch (this) {
      case NONE -> "";
      case NOT_A_NUMBER -> "not a number";
      case NOT_WHOLE -> "not a whole number";
      case OUT_OF_RANGE -> "out of range of " + column.typeName();
      case TOO_LONG -> "longer than 1,000 characters";
      case NEITHER_TRUE_NOR_FALSE -> "neither true nor false";
      case NOT_A_TIME -> time(column);
      case NOT_UNICODE -> "not Unicode";
      case OBJECT_OR_ARRAY -> "an object or array";
      case ITEM_LEFT_OUT -> "an object or array in the array was left out";
      case TOO_PRECISE -> "more digits after the point than in " + column.typeName();
      case NOT_BASE64 -> "not base64";
    };
  }

  private static String time(Column column) {
    String usual = column.type() == FieldType.DATE ? "not a date yyyy-MM-dd" : "not a time";
    return column
        .rule()
        .format()
        .filter(format -> format.form() != TimeFormat.Form.USUAL)
        .map(format -> "not written " + format.text())
        .orElse(usual);
  }
}
