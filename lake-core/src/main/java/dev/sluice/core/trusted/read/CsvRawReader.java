package dev.sluice.core.trusted.read;

import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Rows under a header. A row that can't be read is kept with its reason; the others count. */
final class CsvRawReader implements RawReader {
  private static final int[] NO_COLUMNS = {};

  private final RawFormat.Csv format;
  private final char[] nullText;
  private final RowSink rows;
  private final RowBuilder row;
  private final ColumnCasts casts;
  private final Map<String, int[]> columnsByField;

  CsvRawReader(RawFormat.Csv format, RowSink rows) {
    this.format = format;
    nullText = format.nullText().toCharArray();
    this.rows = rows;
    row = new RowBuilder(rows.layout());
    casts = new ColumnCasts(rows.layout(), row);
    columnsByField = rows.layout().columnsByField();
  }

  @Override
  public void read(String key, InputStream content) throws IOException {
    try (CsvReader csv =
        new CsvReader(RawBytes.open(content), format.separator(), format.charset())) {
      if (!csv.advance()) {
        return;
      }
      int[][] columns = header(csv);
      while (csv.advance()) {
        if (!csv.flaw().isEmpty()) {
          reject(key, csv, csv.flaw());
        } else if (csv.cellCount() != columns.length) {
          reject(
              key,
              csv,
              "%d cells, but the header has %d".formatted(csv.cellCount(), columns.length));
        } else {
          readRow(csv, columns);
        }
      }
    }
  }

  /** The columns that each cell feeds. */
  private int[][] header(CsvReader csv) throws MisshapenException {
    if (!csv.flaw().isEmpty()) {
      throw new MisshapenException("its first line is not a header: " + csv.flaw());
    }
    int[][] columns = new int[csv.cellCount()][];
    Set<String> names = new HashSet<>();
    for (int cell = 0; cell < columns.length; cell++) {
      String name = new String(csv.chars(cell), csv.offset(cell), csv.length(cell));
      columns[cell] = columnsByField.getOrDefault(name, NO_COLUMNS);
      if (columns[cell] != NO_COLUMNS && !names.add(name)) {
        throw new MisshapenException("its header names a column of the table twice");
      }
    }
    if (names.isEmpty()) {
      throw new MisshapenException(
          "its header names no column of the table; is '%s' its separator, and %s its charset?"
              .formatted(format.separator(), format.charset()));
    }
    return columns;
  }

  private void readRow(CsvReader csv, int[][] columns) {
    row.begin(rows.arrival());
    for (int cell = 0; cell < columns.length; cell++) {
      if (columns[cell] != NO_COLUMNS) {
        char[] text = csv.chars(cell);
        int offset = csv.offset(cell);
        int length = csv.length(cell);
        if (length > 0 && !isNull(text, offset, length)) {
          casts.set(columns[cell], text, offset, length);
        }
      }
    }
    rows.add(row);
  }

  private boolean isNull(char[] text, int offset, int length) {
    return Arrays.equals(nullText, 0, nullText.length, text, offset, offset + length);
  }

  private void reject(String key, CsvReader csv, String reason) {
    String text = csv.text();
    byte[] bytes = text.getBytes(format.charset());
    rows.reject(new FlawedText(key, csv.line(), reason, text, bytes));
  }
}
