package dev.sluice.localaws.crawler.sample;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises CSV by Glue's published rules: two columns and two rows at least, one of its
 * separators, and a header whose cells are texts of fewer than 150 characters that are names, over
 * rows of which at least one cell is no text.
 */
final class CsvClassifier {
  private static final char[] SEPARATORS = {',', '|', '\t', ';', '\1'};
  private static final int ROWS = 1_000;
  private static final int LONGEST_NAME = 150;

  private static final String QUOTED =
      "it has cells in quotes, of which the SerDe of crawled tables knows nothing: they show their"
          + " quotes, and are cut at separators and line ends within";

  private CsvClassifier() {}

  static Sample sample(LimitedInput in, String compression)
      throws IOException, UnknownFormatException {
    byte[] text = in.readAllBytes();
    int end = in.isCut() ? afterLastLine(text) : text.length;
    List<List<String>> best = List.of();
    char separator = SEPARATORS[0];
    for (char candidate : SEPARATORS) {
      List<List<String>> rows = rows(text, end, candidate);
      if (width(rows) > width(best)) {
        best = rows;
        separator = candidate;
      }
    }
    if (width(best) < 2 || best.size() < 2) {
      throw new UnknownFormatException(
          "it is neither Parquet nor JSON, nor CSV of two columns and two rows at least");
    }
    boolean header = hasHeader(best);
    Shape shape = new Shape("csv", compression, details(separator, text[0] == '"', header));
    long records = (long) best.size() - (header ? 1 : 0);
    boolean isAsRead = best.equals(rows(text, end, CsvDialect.of(separator).withoutQuotes()));
    return new Sample(
        shape,
        columns(best, header),
        records,
        end,
        isAsRead ? Optional.empty() : Optional.of(QUOTED));
  }

  private static Map<String, String> details(char separator, boolean isQuoted, boolean header) {
    Map<String, String> details = new HashMap<>();
    details.put("delimiter", String.valueOf(separator));
    details.put("columnsOrdered", "true");
    details.put("areColumnsQuoted", Boolean.toString(isQuoted));
    if (header) {
      details.put("skip.header.line.count", "1");
    }
    return Map.copyOf(details);
  }

  /** With quotes if every row has as many cells then, else without. */
  private static List<List<String>> rows(byte[] text, int end, char separator) throws IOException {
    List<List<String>> quoted = rows(text, end, CsvDialect.of(separator));
    return quoted.isEmpty() ? rows(text, end, CsvDialect.of(separator).withoutQuotes()) : quoted;
  }

  private static int afterLastLine(byte[] text) {
    int end = text.length;
    while (end > 0 && text[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** The cells of a row differ in number from the first one's: then it isn't that separator. */
  private static List<List<String>> rows(byte[] text, int end, CsvDialect dialect)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(text, 0, end), dialect)) {
      for (CsvRow row = reader.next(); row != null && rows.size() < ROWS; row = reader.next()) {
        if (!rows.isEmpty() && row.cells().size() != rows.get(0).size()) {
          return List.of();
        }
        rows.add(row.cells());
      }
    }
    return rows;
  }

  private static int width(List<List<String>> rows) {
    return rows.isEmpty() ? 0 : rows.get(0).size();
  }

  private static boolean hasHeader(List<List<String>> rows) {
    List<String> first = rows.get(0);
    boolean names =
        first.stream()
            .allMatch(
                cell ->
                    type(cell).equals(SampleType.STRING)
                        && cell.length() < LONGEST_NAME
                        && cell.matches("[^\\p{Cntrl}]+"));
    return names && columnTypes(rows, 1).stream().anyMatch(type -> !isText(type));
  }

  private static boolean isText(SampleType type) {
    return type.equals(SampleType.STRING) || type.equals(SampleType.NOTHING);
  }

  private static List<SampleType> columnTypes(List<List<String>> rows, int from) {
    List<SampleType> types = new ArrayList<>();
    for (int column = 0; column < width(rows); column++) {
      SampleType type = SampleType.NOTHING;
      for (List<String> row : rows.subList(from, rows.size())) {
        type = SampleType.join(type, type(row.get(column)));
      }
      types.add(type);
    }
    return types;
  }

  private static Columns columns(List<List<String>> rows, boolean header) {
    List<SampleType> types = columnTypes(rows, header ? 1 : 0);
    Map<String, SampleType> columns = new LinkedHashMap<>();
    for (int i = 0; i < types.size(); i++) {
      String name = header ? rows.get(0).get(i).strip() : "col" + i;
      columns.merge(name.toLowerCase(Locale.ROOT), types.get(i), SampleType::join);
    }
    return Columns.of(columns);
  }

  /** Whole numbers are bigint here, unlike in JSON. */
  private static SampleType type(String cell) {
    String text = cell.strip();
    if (text.isEmpty()) {
      return SampleType.NOTHING;
    }
    if (text.matches("[-+]?\\d{1,18}")) {
      return SampleType.BIGINT;
    }
    if (text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
      return SampleType.DOUBLE;
    }
    return text.matches("(?i)true|false") ? SampleType.BOOLEAN : SampleType.STRING;
  }
}
