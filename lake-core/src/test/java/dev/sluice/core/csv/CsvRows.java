package dev.sluice.core.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows as a test looks at them. */
final class CsvRows {
  static final CsvDialect COMMAS = CsvDialect.of(',');
  static final CsvDialect TABS = CsvDialect.of('\t');

  private CsvRows() {}

  static CsvDialect dialect(char separator, String quote, String escape, String comment) {
    return new CsvDialect(
        separator, character(quote), character(escape), character(comment), UTF_8, "\\N");
  }

  private static Optional<Character> character(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text.charAt(0));
  }

  /** Each row's cells joined by bars, or its flaw behind its line. */
  static List<String> read(CsvDialect dialect, byte[] bytes) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CsvReader csv = new CsvReader(new ByteArrayInputStream(bytes), dialect)) {
      while (csv.advance()) {
        rows.add(
            csv.flaw().isEmpty()
                ? String.join("|", csv.cells())
                : "%d: %s: %s".formatted(csv.line(), csv.flaw(), csv.text()));
      }
    }
    return rows;
  }

  static List<String> read(CsvDialect dialect, String text) throws IOException {
    return read(dialect, text.getBytes(dialect.charset()));
  }
}
