package dev.sluice.core.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * One row of a CSV file.
 *
 * @param line the line it begins on, from 1 on
 * @param cells unquoted
 * @param text as it stands in the file, without its line end
 * @param flaw why it is no row, or empty
 */
public record CsvRow(long line, List<String> cells, String text, String flaw) {
  /** The row that a reader is at. */
  static CsvRow copy(CsvReader reader) {
    List<String> cells = new ArrayList<>(reader.cellCount());
    for (int cell = 0; cell < reader.cellCount(); cell++) {
      cells.add(new String(reader.chars(cell), reader.offset(cell), reader.length(cell)));
    }
    return new CsvRow(reader.line(), cells, reader.text(), reader.flaw());
  }
}
