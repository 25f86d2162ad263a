package dev.sluice.core.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first line of a CSV file. */
final class CsvHeader {
  private static final int MAX_CHARS = 64 * 1024;

  private CsvHeader() {}

  /**
   * The names of the columns; a name in quotes is taken without them.
   *
   * @throws IOException if the file can't be read, is empty, not UTF-8, or its first line is longer
   *     than 64 Ki characters
   */
  static List<String> read(Path file, char separator) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      StringBuilder line = new StringBuilder();
      int next = reader.read();
      while (next >= 0 && next != '\n' && next != '\r') {
        line.append((char) next);
        if (line.length() > MAX_CHARS) {
          throw new IOException("its first line is longer than " + MAX_CHARS + " characters");
        }
        next = reader.read();
      }
      if (line.length() == 0) {
        throw new IOException("its first line is empty");
      }
      return cells(line.charAt(0) == '\ufeff' ? line.substring(1) : line.toString(), separator);
    }
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
