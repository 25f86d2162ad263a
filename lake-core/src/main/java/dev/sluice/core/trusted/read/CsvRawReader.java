package dev.sluice.core.trusted.read;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows under a header. A row that can't be read is kept with its reason; the others count. */
final class CsvRawReader implements RawReader {
  private static final int[] NO_COLUMNS = {};

  /** What a cell feeds that is not declared. */
  private static final int[] UNKNOWN = {};

  private final CsvDialect dialect;
  private final RowSink rows;
  private final RowBuilder row;
  private final ColumnCasts casts;
  private final Map<String, int[]> columnsByField = new HashMap<>();

  /** The names of the table's columns. */
  private final Set<String> asked;

  private final int[] other;

  /**
   * @param declared the columns that are known, beside those of the table; empty: any is
   */
  CsvRawReader(RawFormat.Csv format, Optional<List<String>> declared, RowSink rows) {
    dialect = format.dialect();
    asked =
        rows.layout().columnsByField().keySet().stream()
            .map(CsvHeader::bare)
            .collect(Collectors.toSet());
    other = declared.isPresent() ? UNKNOWN : NO_COLUMNS;
    declared.ifPresent(
        names -> names.forEach(name -> columnsByField.put(CsvHeader.bare(name), NO_COLUMNS)));
    this.rows = rows;
    row = new RowBuilder(rows.layout());
    casts = new ColumnCasts(rows.layout(), row);
    rows.layout()
        .columnsByField()
        .forEach(
            (name, columns) ->
                columnsByField.merge(CsvHeader.bare(name), columns, RowLayout::join));
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
          readRow(csv, columns, header.get().names());
        } else {
          rows.reject(new FlawedText(key, csv.line(), csv.flaw(), csv.text(), csv.bytes()));
        }
      }
    }
  }

  /** The columns that each cell feeds. */
  private int[][] columns(CsvHeader header) throws MisshapenException {
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
        .map(name -> columnsByField.getOrDefault(name, other))
        .toArray(int[][]::new);
  }

  private void readRow(CsvReader csv, int[][] columns, List<String> names) {
    row.begin(rows.arrival());
    int count = Math.min(columns.length, csv.cellCount());
    for (int cell = 0; cell < count; cell++) {
      if (columns[cell] == NO_COLUMNS || csv.length(cell) == 0 || csv.isNullText(cell)) {
        continue;
      }
      char[] text = csv.chars(cell);
      if (columns[cell] == UNKNOWN) {
        row.flaws().addField(names.get(cell), text, csv.offset(cell), csv.length(cell));
      } else {
        casts.set(columns[cell], false, text, csv.offset(cell), csv.length(cell));
      }
    }
    rows.add(row);
  }
}
