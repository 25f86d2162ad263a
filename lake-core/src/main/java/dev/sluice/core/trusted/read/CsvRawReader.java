package dev.sluice.core.trusted.read;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows under a header. A row that can't be read is kept with its reason; the others count. */
final class CsvRawReader implements RawReader {
  private static final int[] NO_COLUMNS = {};

  private final CsvDialect dialect;
  private final RowSink rows;
  private final RowBuilder row;
  private final ColumnCasts casts;
  private final Map<String, int[]> columnsByField = new HashMap<>();

  CsvRawReader(RawFormat.Csv format, RowSink rows) {
    dialect = format.dialect();
    this.rows = rows;
    row = new RowBuilder(rows.layout());
    casts = new ColumnCasts(rows.layout(), row);
    rows.layout()
        .columnsByField()
        .forEach((name, columns) -> columnsByField.put(CsvHeader.bare(name), columns));
  }

  @Override
  public void read(String key, InputStream content) throws IOException {
    try (CsvReader csv = new CsvReader(RawBytes.open(content), dialect)) {
      Optional<CsvHeader> header = csv.readHeader();
      if (header.isEmpty()) {
        return;
      }
      int[][] columns = columns(header.get());
      while (csv.advance()) {
        if (csv.flaw().isEmpty()) {
          readRow(csv, columns);
        } else {
          rows.reject(new FlawedText(key, csv.line(), csv.flaw(), csv.text(), csv.bytes()));
        }
      }
    }
  }

  /** The columns that each cell feeds. */
  private int[][] columns(CsvHeader header) throws MisshapenException {
    Set<String> asked = columnsByField.keySet();
    Optional<String> flaw = header.doubled(asked::contains).or(() -> header.nearMiss(asked));
    if (flaw.isPresent()) {
      throw new MisshapenException(flaw.get());
    }
    if (header.missing(asked).size() == asked.size()) {
      throw new MisshapenException(
          "its header names no column of the table; is %s its separator, and %s its charset?"
              .formatted(CsvHeader.shown(String.valueOf(dialect.separator())), dialect.charset()));
    }
    return header.names().stream()
        .map(name -> columnsByField.getOrDefault(name, NO_COLUMNS))
        .toArray(int[][]::new);
  }

  private void readRow(CsvReader csv, int[][] columns) {
    row.begin(rows.arrival());
    int count = Math.min(columns.length, csv.cellCount());
    for (int cell = 0; cell < count; cell++) {
      if (columns[cell] != NO_COLUMNS && csv.length(cell) > 0 && !csv.isNullText(cell)) {
        casts.set(columns[cell], csv.chars(cell), csv.offset(cell), csv.length(cell));
      }
    }
    rows.add(row);
  }
}
