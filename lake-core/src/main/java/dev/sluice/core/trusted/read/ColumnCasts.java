package dev.sluice.core.trusted.read;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.record.TimeReader;
import dev.sluice.core.trusted.flaw.CastFlaw;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import java.util.Arrays;

/** Puts texts into a row by the columns' rules and types. */
final class ColumnCasts {
  private final RowBuilder row;
  private final FieldType[] types;
  private final char[][] nulls;
  private final TimeReader[] dates;
  private final CastRules rules = new CastRules();

  ColumnCasts(RowLayout layout, RowBuilder row) {
    this.row = row;
    int count = layout.columnCount();
    types = new FieldType[count];
    nulls = new char[count][];
    dates = new TimeReader[count];
    for (int column = 0; column < count; column++) {
      ColumnRule rule = layout.column(column).rule();
      types[column] = layout.type(column);
      nulls[column] = rule.nullIf().map(String::toCharArray).orElse(null);
      dates[column] = rule.format().map(TimeReader::new).orElse(null);
    }
  }

  /** Gives the text to those columns. */
  void set(int[] columns, char[] text, int offset, int length) {
    for (int column : columns) {
      if (nulls[column] != null && isNull(nulls[column], text, offset, length)) {
        row.setNull(column);
      } else if (types[column] == FieldType.STRING) {
        row.setText(column, text, offset, length);
      } else {
        CastFlaw flaw = cast(column, text, offset, length);
        if (flaw == CastFlaw.NONE) {
          row.set(column, rules.bits());
        } else {
          row.setFlawed(column, flaw, text, offset, length);
        }
      }
    }
  }

  private CastFlaw cast(int column, char[] text, int offset, int length) {
    return dates[column] == null
        ? rules.cast(types[column], text, offset, length)
        : rules.castMillis(types[column], dates[column].millis(text, offset, length));
  }

  private static boolean isNull(char[] word, char[] text, int offset, int length) {
    return Arrays.equals(word, 0, word.length, text, offset, offset + length);
  }
}
