package dev.sluice.core.trusted.read;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.record.JsonCursor;
import dev.sluice.core.record.TextSlice;
import dev.sluice.core.record.TimeReader;
import dev.sluice.core.trusted.flaw.CastFlaw;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Puts texts into a row by the columns' rules and types. */
final class ColumnCasts {
  private static final TimeFormat ISO = new TimeFormat(TimeFormat.Form.ISO, "", Optional.empty());

  private final RowBuilder row;
  private final FieldType[] types;
  private final char[][] nulls;

  /** Of decimals, and what their values without the point have to be less than. */
  private final Digits[] digits;

  private final BigInteger[] bounds;

  /** How texts are read in columns of dates and times. */
  private final TimeReader[] dates;

  /** Whether nothing says how times are written, so that only a JSON number is an epoch. */
  private final boolean[] isUsual;

  private final CastRules rules = new CastRules();

  /** Texts and numbers that need no look at their characters. */
  private final boolean[] isText;

  private final boolean[] isNumber;

  ColumnCasts(RowLayout layout, RowBuilder row) {
    this.row = row;
    int count = layout.columnCount();
    types = new FieldType[count];
    nulls = new char[count][];
    dates = new TimeReader[count];
    isUsual = new boolean[count];
    digits = new Digits[count];
    bounds = new BigInteger[count];
    isText = new boolean[count];
    isNumber = new boolean[count];
    for (int column = 0; column < count; column++) {
      ColumnRule rule = layout.column(column).rule();
      types[column] = layout.type(column);
      digits[column] = rule.digits().orElse(null);
      bounds[column] = rule.digits().map(Digits::bound).orElse(null);
      nulls[column] = rule.nullIf().map(String::toCharArray).orElse(null);
      isUsual[column] = rule.format().isEmpty();
      boolean isTime = types[column].isTime();
      dates[column] = isTime ? new TimeReader(rule.format().orElse(ISO)) : null;
      isText[column] = types[column] == FieldType.STRING && nulls[column] == null;
      isNumber[column] =
          types[column].isNumber() && types[column] != FieldType.DECIMAL && nulls[column] == null;
    }
  }

  /**
   * Gives a value's text to those columns.
   *
   * @param isJsonNumber whether it stood in JSON as a number, so that it may be an epoch
   */
  void set(int[] columns, boolean isJsonNumber, char[] text, int offset, int length) {
    for (int column : columns) {
      set(column, isJsonNumber, text, offset, length);
    }
  }

  private void set(int column, boolean isJsonNumber, char[] text, int offset, int length) {
    if (nulls[column] != null && isNull(nulls[column], text, offset, length)) {
      row.setNull(column);
    } else if (types[column] == FieldType.STRING) {
      row.setText(column, text, offset, length);
    } else {
      CastFlaw flaw = put(column, isJsonNumber, text, offset, length);
      if (flaw != CastFlaw.NONE) {
        row.setFlawed(column, flaw, text, offset, length);
      }
    }
  }

  /**
   * Gives the text, number or truth value that a cursor has read to those columns.
   *
   * @param kind what it is
   */
  void set(int[] columns, JsonCursor.Kind kind, JsonCursor value) {
    TextSlice text = value.text();
    for (int column : columns) {
      if (isText[column]) {
        row.setUtf8(column, text.bytes(), text.from(), text.length());
      } else if (!isNumber[column]
          || kind != JsonCursor.Kind.NUMBER
          || rules.castNumber(types[column], value.number()) != CastFlaw.NONE) {
        int count = text.toChars();
        set(column, kind == JsonCursor.Kind.NUMBER, text.chars(), 0, count);
      } else {
        row.set(column, rules.bits());
      }
    }
  }

  private CastFlaw put(int column, boolean isJsonNumber, char[] text, int offset, int length) {
    if (digits[column] != null) {
      CastFlaw flaw = rules.castDecimal(digits[column], bounds[column], text, offset, length);
      if (flaw == CastFlaw.NONE) {
        row.setDecimal(column, rules.high(), rules.bits());
      }
      return flaw;
    }
    if (types[column] == FieldType.BINARY) {
      return row.setBase64(column, text, offset, length) ? CastFlaw.NONE : CastFlaw.NOT_BASE64;
    }
    CastFlaw flaw = cast(column, isJsonNumber, text, offset, length);
    if (flaw == CastFlaw.NONE) {
      row.set(column, rules.bits());
    }
    return flaw;
  }

  private CastFlaw cast(int column, boolean isJsonNumber, char[] text, int offset, int length) {
    TimeReader reader = dates[column];
    if (reader == null || (isJsonNumber && isUsual[column])) {
      return rules.cast(types[column], text, offset, length);
    }
    return types[column] == FieldType.TIMESTAMP_MICROS
        ? rules.castMicros(reader.micros(text, offset, length))
        : rules.castMillis(types[column], reader.millis(text, offset, length));
  }

  private static boolean isNull(char[] word, char[] text, int offset, int length) {
    return Arrays.equals(word, 0, word.length, text, offset, offset + length);
  }
}
