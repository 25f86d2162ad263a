package dev.sluice.core.csv;

import java.io.IOException;
import java.util.Arrays;

/** Cuts a text into rows and these into cells. */
final class CsvScanner extends CsvText {
  /** Stands for a character that the dialect hasn't. */
  private static final int ABSENT = -2;

  private final char separator;
  private final int quote;
  private final int escape;
  private final int comment;
  private final char[] nullText;
  private final String charset;

  /** No character above is a separator, escape or line end. */
  private final int highest;

  private final CsvCells cells = new CsvCells();
  private String flaw = "";
  private long line;

  /** Up to that place, lines may be the rest of the flawed row that begins on that line. */
  private long doubtfulUntil;

  private long doubtfulSince;

  CsvScanner(DecodedText in, CsvDialect dialect) {
    super(in);
    separator = dialect.separator();
    quote = dialect.quote().map(each -> (int) each).orElse(ABSENT);
    escape = dialect.escape().map(each -> (int) each).orElse(ABSENT);
    comment = dialect.comment().map(each -> (int) each).orElse(ABSENT);
    nullText = dialect.nullText().toCharArray();
    charset = dialect.charset().name();
    highest = Math.max(Math.max(separator, escape), '\r');
  }

  /** Goes to the next row; false at the end. */
  boolean advance() throws IOException {
    while (true) {
      start = at;
      rowEnd = at;
      line = nextLine;
      flaw = "";
      cells.clear();
      if (!hasNext()) {
        return false;
      }
      if (buffer[at] == comment) {
        skipLine();
      } else {
        readCells();
        if (rowEnd > start) {
          flaw = flaw.isEmpty() ? flawOfText() : flaw;
          return true;
        }
      }
    }
  }

  String flaw() {
    return flaw;
  }

  long line() {
    return line;
  }

  CsvCells cells() {
    return cells;
  }

  boolean isNull(char[] text, int from, int to) {
    return Arrays.equals(nullText, 0, nullText.length, text, from, to);
  }

  private void readCells() throws IOException {
    int next;
    do {
      next = hasNext() && buffer[at] == quote ? readQuoted() : readPlain();
    } while (next == separator);
  }

  /** Reads a cell; returns the character that ended it. */
  private int readPlain() throws IOException {
    int from = at - start;
    boolean isEscaped = false;
    int next = findEnd();
    while (next == escape) {
      isEscaped = true;
      next = findEnd();
    }
    if (flaw.isEmpty()) {
      if (isEscaped && !isNull(buffer, start + from, rowEnd)) {
        cells.addEscaped(buffer, start + from, rowEnd, (char) escape);
      } else {
        cells.add(from, rowEnd - start);
      }
    }
    return next;
  }

  /** Goes past the next separator or line end, or past the next escape and what it takes. */
  private int findEnd() throws IOException {
    while (hasNext()) {
      char[] chars = buffer;
      int last = Math.min(end, start + LONGEST_ROW + 1);
      for (int i = at; i < last; i++) {
        char c = chars[i];
        if (c <= highest && isSpecial(c)) {
          at = i + 1;
          rowEnd = i;
          return c == separator ? c : endPlain(c);
        }
      }
      at = last;
      if (isTooLong()) {
        flaw = "it has more than " + LONGEST_ROW + " characters, of which the first are kept";
        cells.clear();
        return leaveOutRest();
      }
    }
    rowEnd = end;
    return END;
  }

  private boolean isSpecial(char c) {
    return c == separator || c == '\n' || c == '\r' || c == escape;
  }

  private int endPlain(char c) throws IOException {
    if (c != escape) {
      return passLineEnd(c);
    }
    if (!hasNext()) {
      return fail(at - start - 1, nextLine, "an escape has nothing behind it");
    }
    passOne();
    return c;
  }

  private int readQuoted() throws IOException {
    long opened = nextLine;
    int open = at++ - start;
    int copied = cells.copiedLength();
    int piece = open + 1;
    boolean isEscaped = false;
    while (findQuote()) {
      if (buffer[at - 1] == escape) {
        cells.copy(buffer, start + piece, at - 1);
        piece = at - start;
        isEscaped = true;
        if (hasNext()) {
          passOne();
        }
      } else if (hasNext() && buffer[at] == quote) {
        cells.copy(buffer, start + piece, at);
        piece = ++at - start;
      } else {
        return readClosed(new Quoted(open, opened, copied, piece, isEscaped));
      }
    }
    return fail(open, opened, "a quote is opened but not closed");
  }

  /** A quoted cell, its places from the row's start on; up to the piece it is copied. */
  private record Quoted(int open, long line, int copied, int piece, boolean isEscaped) {}

  /** Reads on behind the closing quote of a cell. */
  private int readClosed(Quoted cell) throws IOException {
    int close = at - 1 - start;
    int next = END;
    if (hasNext()) {
      char c = buffer[at];
      if (c != separator && c != '\n' && c != '\r') {
        return fail(cell.open(), cell.line(), "text stands behind a closing quote");
      }
      rowEnd = at;
      next = pass();
    } else {
      rowEnd = end;
    }
    if (cell.piece() == cell.open() + 1) {
      cells.add(cell.piece(), close);
    } else {
      cells.copy(buffer, start + cell.piece(), start + close);
      cells.addCopied(cell.copied(), cell.isEscaped());
    }
    return next;
  }

  /** Goes past the next quote or escape; false if there is none, or the row is too long. */
  private boolean findQuote() throws IOException {
    while (!isTooLong() && hasNext()) {
      int last = Math.min(end, start + LONGEST_ROW + 1);
      while (at < last) {
        char c = buffer[at++];
        if (c == quote || c == escape) {
          return true;
        }
        if (c == '\r' || c == '\n' && buffer[at - 2] != '\r') {
          nextLine++;
        }
      }
    }
    return false;
  }

  /** The row is flawed from there on: it ends with that line, and reading goes on behind it. */
  private int fail(int from, long fromLine, String reason) throws IOException {
    flaw = reason + " (cell " + (cells.count() + 1) + ")";
    cells.clear();
    doubtfulUntil = Math.max(doubtfulUntil, place(at));
    doubtfulSince = line;
    at = start + from;
    nextLine = fromLine;
    return passLine();
  }

  /** What can be wrong with a row that was cut into cells. */
  private String flawOfText() {
    if (place(start) < doubtfulUntil && cells.hasInside(buffer, start, (char) quote)) {
      return "it has a quote inside a cell, and may be the rest of the flawed row of line "
          + doubtfulSince;
    }
    return hasForeign() ? "it has bytes that are not " + charset : "";
  }
}
