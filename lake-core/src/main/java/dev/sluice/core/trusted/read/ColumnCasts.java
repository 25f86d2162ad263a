package dev.sluice.core.trusted.read;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.record.TimeReader;
import dev.sluice.core.trusted.flaw.CastFlaw;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import java.util.Arrays;
import java.util.Optional;

/** Puts texts into a row by the columns' rules and types. */
final class ColumnCasts {
  private static final TimeFormat ISO = new TimeFormat(TimeFormat.Form.ISO, "", Optional.empty());

  private final RowBuilder row;
  private final FieldType[] types;
  private final char[][] nulls;

  /** How texts are read in columns of dates and times. */
  private final TimeReader[] dates;

  /** Whether nothing says how times are written, so that only a JSON number is an epoch. */
  private final boolean[] isUsual;

  private final CastRules rules = new CastRules();

  ColumnCasts(RowLayout layout, RowBuilder row) {
    this.row = row;
    int count = layout.columnCount();
    types = new FieldType[count];
    nulls = new char[count][];
    dates = new TimeReader[count];
    isUsual = new boolean[count];
    for (int column = 0; column < count; column++) {
      ColumnRule rule = layout.column(column).rule();
      types[column] = layout.type(column);
      nulls[column] = rule.nullIf().map(String::toCharArray).orElse(null);
      isUsual[column] = rule.format().isEmpty();
      boolean isTime = types[column].isTime();
      dates[column] = isTime ? new TimeReader(rule.format().orElse(ISO)) : null;
    }
  }

  /**
   * Gives a value's text to those columns.
   *
   * @param isNumber whether it stood in JSON as a number, so that it may be an epoch
   */
  void set(int[] columns, boolean isNumber, char[] text, int offset, int length) {
    for (int column : columns) {
      if (nulls[column] != null && isNull(nulls[column], text, offset, length)) {
        row.setNull(column);
      } else if (types[column] == FieldType.STRING) {
        row.setText(column, text, offset, length);
      } else {
        boolean isPlain = dates[column] == null || (isNumber && isUsual[column]);
        CastFlaw flaw =
            isPlain
                ? rules.cast(types[column], text, offset, length)
                : rules.castMillis(types[column], dates[column].millis(text, offset, length));
        if (flaw == CastFlaw.NONE) {
          row.set(column, rules.bits());
        } else {
          row.setFlawed(column, flaw, text, offset, length);
        }
      }
    }
  }

  private static boolean isNull(char[] word, char[] text, int offset, int length) {
    return Arrays.equals(word, 0, word.length, text, offset, offset + length);
  }
}
