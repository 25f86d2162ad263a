package dev.sluice.core.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads CSV row by row as RFC 4180 and the dialect have it. Lines end with LF, CRLF or CR; empty
 * ones and comments are passed over; a byte order mark is. A quote inside an unquoted cell is a
 * character like any other. Cells are given as they are: nothing is trimmed.
 *
 * <p>A row is flawed if text stands behind a closing quote, a quote is not closed, it has more than
 * 1,048,576 characters, bytes that are no text in the charset, or cells that its header doesn't
 * name. Reading goes on with the line after the one on which the flaw begins, so that a stray quote
 * costs its line. Lines up to the place where it was noticed may be the rest of that row; with a
 * quote inside a cell they are taken for that, and are flawed too.
 *
 * <p>A row's cells lie in reused arrays; {@link #next} copies them.
 */
public final class CsvReader implements Closeable {
  private final CsvScanner scanner;
  private final CsvCells cells;
  private int columns = -1;
  private int named;
  private String flaw = "";

  /**
   * A reader from the first row on; closes the stream with itself.
   *
   * @throws UnreadableCsvException if the text begins with the byte order mark of another charset
   */
  public CsvReader(InputStream bytes, CsvDialect dialect) throws IOException {
    scanner = new CsvScanner(new DecodedText(bytes, dialect.charset()), dialect);
    cells = scanner.cells();
  }

  /**
   * Takes the next row as the header of all that follow; empty at the end.
   *
   * @throws UnreadableCsvException if the row is flawed or has no names
   */
  public Optional<CsvHeader> readHeader() throws IOException {
    if (!advance()) {
      return Optional.empty();
    }
    if (!flaw.isEmpty()) {
      throw new UnreadableCsvException("its first line is not a header: " + flaw);
    }
    CsvHeader header = new CsvHeader(cells());
    columns = header.names().size();
    named = header.named();
    if (named == 0) {
      throw new UnreadableCsvException("its first line is not a header: it has no names");
    }
    return Optional.of(header);
  }

  /** The next row, or null at the end. */
  public CsvRow next() throws IOException {
    return advance() ? new CsvRow(line(), cells(), text(), flaw) : null;
  }

  /** Goes to the next row; false at the end. */
  public boolean advance() throws IOException {
    boolean isRow = scanner.advance();
    flaw = scanner.flaw();
    if (isRow && columns >= 0 && flaw.isEmpty()) {
      flaw = flawOfCount();
    }
    return isRow;
  }

  /** Cells under the last columns, if these have no names, must be empty or not be there. */
  private String flawOfCount() {
    int count = cells.count();
    if (count > columns || count < named) {
      return "%d cells, but the header has %d".formatted(count, columns);
    }
    for (int cell = named; cell < count; cell++) {
      if (cells.length(cell) > 0) {
        return "cell %d is not empty, but the header has no name for it".formatted(cell + 1);
      }
    }
    return "";
  }

  /** Why the row is none, or empty. Shows nothing of it. */
  public String flaw() {
    return flaw;
  }

  /** The line that the row begins on, from 1 on. */
  public long line() {
    return scanner.line();
  }

  /** How many cells the row has; 0 if its flaw is that it can't be cut. */
  public int cellCount() {
    return cells.count();
  }

  /** A cell's text. */
  public String cell(int cell) {
    return new String(chars(cell), offset(cell), length(cell));
  }

  /** All cells' texts. */
  public List<String> cells() {
    return IntStream.range(0, cellCount()).mapToObj(this::cell).toList();
  }

  /** Whether a cell stands in the file as the dialect's text for null, with or without quotes. */
  public boolean isNullText(int cell) {
    int from = offset(cell);
    return !cells.isEscaped(cell) && scanner.isNull(chars(cell), from, from + length(cell));
  }

  /** The array in which a cell lies, unquoted; not to be changed. */
  public char[] chars(int cell) {
    return cells.isCopied(cell) ? cells.copies() : scanner.buffer;
  }

  /** Where in its array a cell begins. */
  public int offset(int cell) {
    return cells.isCopied(cell) ? cells.offset(cell) : scanner.start + cells.offset(cell);
  }

  /** How many characters a cell has. */
  public int length(int cell) {
    return cells.length(cell);
  }

  /** The row as it stands in the file, without its line end; U+FFFD for bytes that are no text. */
  public String text() {
    return scanner.text();
  }

  /** The row's bytes as they stand in the file, without the line end. */
  public byte[] bytes() {
    return scanner.bytes();
  }

  @Override
  public void close() throws IOException {
    scanner.close();
  }
}
