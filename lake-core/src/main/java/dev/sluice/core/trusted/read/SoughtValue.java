package dev.sluice.core.trusted.read;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.trusted.flaw.CastFlaw;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;

/** A value of a column that rows are looked for by: cast as the column's values are. */
public final class SoughtValue {
  private final int column;
  private final RowBuilder row;

  /**
   * Casts a text.
   *
   * @throws IllegalArgumentException if the column can't have it, or stands for whole ranges of it
   */
  public SoughtValue(RowLayout layout, String name, String text) {
    column = layout.index(name);
    FieldType type = layout.type(column);
    boolean isKey = type == FieldType.STRING || type.isWhole() || type == FieldType.DATE;
    if (!isKey) {
      throw new IllegalArgumentException(
          "Column '%s' is a %s: rows are found by a text, a whole number or a date"
              .formatted(name, type.word()));
    }
    row = new RowBuilder(layout);
    row.begin(0);
    char[] characters = text.toCharArray();
    new ColumnCasts(layout, row).set(new int[] {column}, false, characters, 0, characters.length);
    if (text.isEmpty() || row.flaws().of(column) != CastFlaw.NONE || !row.hasSame(column, row)) {
      throw new IllegalArgumentException(
          "Column '%s' has no such value: it is a %s".formatted(name, type.word()));
    }
  }

  /** Whether a row has it. */
  public boolean isIn(RowBuilder other) {
    return row.hasSame(column, other);
  }
}
