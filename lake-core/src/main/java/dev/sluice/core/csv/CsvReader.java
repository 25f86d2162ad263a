package dev.sluice.core.csv;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV row by row as RFC 4180 has it, and what files hold beside it: any separator, LF or
 * CRLF, a byte order mark, empty lines (skipped), quotes inside an unquoted cell (kept). A quoted
 * cell that is not closed within {@value #LONGEST_ROW} characters makes its row flawed; reading
 * goes on with the next line.
 */
public final class CsvReader implements Closeable {
  private static final int LONGEST_ROW = 1 << 20;
  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final Reader in;
  private final char separator;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private String flaw = "";
  private long line = 1;

  /**
   * A reader from the first row on.
   *
   * @param bytes UTF-8; closed with the reader
   */
  public CsvReader(InputStream bytes, char separator) throws IOException {
    this(new InputStreamReader(bytes, StandardCharsets.UTF_8), separator);
  }

  /**
   * A reader from the first row on.
   *
   * @param characters closed with the reader
   */
  public CsvReader(Reader characters, char separator) throws IOException {
    this.in = new BufferedReader(characters);
    this.separator = separator;
    in.mark(1);
    if (in.read() != BYTE_ORDER_MARK) {
      in.reset();
    }
  }

  /** The next row, or null at the end. */
  public CsvRow next() throws IOException {
    while (true) {
      long begin = line;
      text.setLength(0);
      cells = new ArrayList<>();
      flaw = "";
      int next = readRow();
      if (next == '\n') {
        text.setLength(text.length() - 1);
      }
      if (!text.isEmpty()) {
        return new CsvRow(begin, cells, text.toString(), flaw);
      }
      if (next == END) {
        return null;
      }
    }
  }

  /** Reads cells up to the line's end; returns the character that ended it. */
  private int readRow() throws IOException {
    int next;
    do {
      cell.setLength(0);
      next = readCell();
      cells.add(cell.toString());
    } while (next == separator);
    return next;
  }

  private int readCell() throws IOException {
    int next = read();
    if (next == '"') {
      next = readQuoted();
    }
    while (next != END && next != '\n' && next != separator) {
      cell.append((char) next);
      next = read();
    }
    return next;
  }

  /** Reads up to the closing quote; returns the character after it. */
  private int readQuoted() throws IOException {
    int next = read();
    while (next != END && text.length() < LONGEST_ROW) {
      if (next == '"') {
        next = read();
        if (next != '"') {
          return next;
        }
      }
      cell.append((char) next);
      next = read();
    }
    flaw = "a quote is opened but not closed";
    return next;
  }

  /** The next character, with CRLF as LF; what belongs to the row is kept as text. */
  private int read() throws IOException {
    int next = in.read();
    if (next == '\r') {
      in.mark(1);
      if (in.read() == '\n') {
        next = '\n';
      } else {
        in.reset();
      }
    }
    if (next == '\n') {
      line++;
    }
    if (next != END) {
      text.append((char) next);
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
