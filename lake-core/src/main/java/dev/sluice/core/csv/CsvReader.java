package dev.sluice.core.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads CSV row by row as RFC 4180 has it, and what files hold beside it: any separator, LF or
 * CRLF, a byte order mark, empty lines (skipped), quotes inside an unquoted cell (kept). A row of
 * more than {@value #LONGEST_ROW} characters is flawed. If a quoted cell is not closed until then,
 * or to the end, the line it begins on is flawed; reading goes on with the next line.
 *
 * <p>A row's cells lie in reused arrays; {@link #next} copies them.
 */
public final class CsvReader implements Closeable {
  private static final int LONGEST_ROW = 1 << 20;
  private static final int END = -1;

  private final DecodedText in;
  private final Charset charset;
  private final char separator;
  private final CsvCells cells = new CsvCells();

  /** What was read from the row's first character on, and how many characters came before. */
  private char[] buffer = new char[1 << 15];

  private long before;

  /** In the buffer: where the row begins, where it ends, the next character, the last one read. */
  private int start;

  private int rowEnd;
  private int at;
  private int end;
  private String flaw = "";
  private boolean isDamaged;
  private long line;
  private long nextLine = 1;

  /** A reader of UTF-8 from the first row on; closes the stream with itself. */
  public CsvReader(InputStream bytes, char separator) throws IOException {
    this(bytes, separator, StandardCharsets.UTF_8);
  }

  /** A reader from the first row on; closes the stream with itself. */
  public CsvReader(InputStream bytes, char separator, Charset charset) throws IOException {
    this.in = new DecodedText(bytes, charset);
    this.charset = charset;
    this.separator = separator;
    if (fill() && buffer[0] == '\uFEFF') {
      at++;
    }
  }

  /** The next row, or null at the end. */
  public CsvRow next() throws IOException {
    return advance() ? CsvRow.copy(this) : null;
  }

  /** Goes to the next row; false at the end. */
  public boolean advance() throws IOException {
    do {
      start = at;
      line = nextLine;
      flaw = "";
      cells.clear();
      if (at == end && !fill()) {
        return false;
      }
      int next;
      do {
        next = readCell();
      } while (next == separator);
    } while (rowEnd == start);
    isDamaged = in.isDamagedBefore(before + at);
    if (isDamaged && flaw.isEmpty()) {
      flaw = "it has bytes that are not " + charset.name();
    }
    return true;
  }

  /** Why the row is none, or empty. */
  public String flaw() {
    return flaw;
  }

  /** Whether the row has bytes that are not text in the charset; then it is flawed. */
  public boolean isDamaged() {
    return isDamaged;
  }

  /** The line that the row begins on, from 1 on. */
  public long line() {
    return line;
  }

  /** How many cells the row has. */
  public int cellCount() {
    return cells.count();
  }

  /** The array in which a cell lies, unquoted; not to be changed. */
  public char[] chars(int cell) {
    return cells.isCopied(cell) ? cells.copies() : buffer;
  }

  /** Where in its array a cell begins. */
  public int offset(int cell) {
    return cells.isCopied(cell) ? cells.offset(cell) : start + cells.offset(cell);
  }

  /** How many characters a cell has. */
  public int length(int cell) {
    return cells.length(cell);
  }

  /** The row as it stands in the file, without its line end; line ends inside are LF. */
  public String text() {
    return new String(buffer, start, rowEnd - start).replace("\r\n", "\n");
  }

  /** Reads a cell; returns the character that ended it. */
  private int readCell() throws IOException {
    if ((at < end || fill()) && buffer[at] == '"') {
      at++;
      return readQuoted();
    }
    int from = at - start;
    int next = findEnd();
    cells.add(from, rowEnd - start);
    return next;
  }

  /** Goes past the next separator or line end, before which {@link #rowEnd} is then. */
  private int findEnd() throws IOException {
    int from = at - start;
    while (at < end || fill()) {
      char c = buffer[at++];
      if (c == separator || c == '\n') {
        rowEnd = at - 1;
        if (c == '\n') {
          nextLine++;
          rowEnd -= rowEnd > start + from && buffer[rowEnd - 1] == '\r' ? 1 : 0;
        }
        return c;
      }
      if (at - start > LONGEST_ROW) {
        return skipRow();
      }
    }
    rowEnd = end;
    return END;
  }

  /** Reads up to the end of a cell whose opening quote was read. */
  private int readQuoted() throws IOException {
    int from = cells.copiedLength();
    while (at < end || fill()) {
      char c = buffer[at++];
      if (c == '"') {
        if ((at == end && !fill()) || buffer[at] != '"') {
          return readRest(from);
        }
        at++;
      } else if (c == '\n') {
        nextLine++;
        cells.dropLast(buffer[at - 2] == '\r');
      }
      cells.copy(c);
      if (at - start > LONGEST_ROW) {
        break;
      }
    }
    return reopen();
  }

  /** What stands between a closing quote and the cell's end is kept. */
  private int readRest(int from) throws IOException {
    int rest = at - start;
    int next = findEnd();
    for (int i = start + rest; i < rowEnd; i++) {
      cells.copy(buffer[i]);
    }
    cells.addCopied(from);
    return next;
  }

  /** The quote is not closed: goes back to the end of the row's first line. */
  private int reopen() throws IOException {
    cells.clear();
    flaw = "a quote is opened but not closed";
    at = start;
    nextLine = line;
    int last = Math.min(end, start + LONGEST_ROW + 1);
    while (at < last && buffer[at] != '\n') {
      at++;
    }
    if (at == last) {
      return skipRow();
    }
    rowEnd = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
    at++;
    nextLine++;
    cells.add(0, rowEnd - start);
    return '\n';
  }

  /** The line is too long: keeps what was read of it and leaves out the rest. */
  private int skipRow() throws IOException {
    if (flaw.isEmpty()) {
      flaw = "it has more than " + LONGEST_ROW + " characters";
    }
    int kept = at - start;
    int next = END;
    while (next != '\n' && (at < end || fill())) {
      next = buffer[at++];
      if (at - start > 2 * LONGEST_ROW) {
        System.arraycopy(buffer, at, buffer, start + kept, end - at);
        before += at - start - kept;
        end -= at - start - kept;
        at = start + kept;
      }
    }
    nextLine += next == '\n' ? 1 : 0;
    rowEnd = start + kept;
    cells.clear();
    cells.add(0, kept);
    return next;
  }

  /** Reads on, keeping the row; false at the end. */
  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      before += start;
      at -= start;
      end -= start;
      rowEnd -= start;
      start = 0;
    }
    if (buffer.length - end < 2) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
