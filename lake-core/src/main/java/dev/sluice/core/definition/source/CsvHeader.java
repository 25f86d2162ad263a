package dev.sluice.core.definition.source;

import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The first row of a CSV file. */
final class CsvHeader {
  private CsvHeader() {}

  /**
   * The names of the columns.
   *
   * @throws IOException if the file can't be read, is empty, or its first row is flawed
   */
  static List<String> read(Path file, char separator) throws IOException {
    try (CsvReader reader = new CsvReader(Files.newInputStream(file), separator)) {
      CsvRow header = reader.next();
      if (header == null) {
        throw new IOException("its first line is empty");
      }
      if (!header.flaw().isEmpty()) {
        throw new IOException("its first line is not a header: " + header.flaw());
      }
      return header.cells();
    }
  }
}
