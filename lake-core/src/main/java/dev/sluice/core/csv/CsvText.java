package dev.sluice.core.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** A text of which the row that is read lies in an array, up to a length. */
abstract class CsvText implements Closeable {
  static final int LONGEST_ROW = 1 << 20;

  /** What ends the last row if nothing else does. */
  static final int END = -1;

  private final DecodedText in;

  /** What was read from the row's first character on. */
  char[] buffer = new char[1 << 15];

  /** In the buffer: where the row begins, where it ends, the next character, the last one read. */
  int start;

  int rowEnd;
  int at;
  int end;

  /** The line of the next character, from 1 on. */
  long nextLine = 1;

  /** How many characters came before the buffer's first. */
  private long before;

  CsvText(DecodedText in) {
    this.in = in;
  }

  /** The row, with U+FFFD for bytes that are no text. */
  final String text() {
    return DecodedText.text(buffer, start, rowEnd);
  }

  /** The row's bytes. */
  final byte[] bytes() {
    return in.bytes(buffer, start, rowEnd);
  }

  /** Whether the row has bytes that are no character. */
  final boolean hasForeign() {
    return in.hasForeignFrom(before + start) && DecodedText.foreignIn(buffer, start, rowEnd) >= 0;
  }

  /** A place in the buffer as one in the text. */
  final long place(int inBuffer) {
    return before + inBuffer;
  }

  /** Whether there is a next character; the row is kept. */
  final boolean hasNext() throws IOException {
    return at < end || fill();
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      before += start;
      at -= start;
      end -= start;
      rowEnd -= start;
      start = 0;
    }
    if (buffer.length - end < DecodedText.ROOM) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read > 0;
  }

  final boolean isTooLong() {
    return at - start > LONGEST_ROW;
  }

  /** Goes past the rest of a line end, of which this is the first character. */
  final int passLineEnd(char first) throws IOException {
    if (first == '\r' && hasNext() && buffer[at] == '\n') {
      at++;
    }
    nextLine++;
    return '\n';
  }

  /** Goes past a character, of a line end past all of it. */
  final int pass() throws IOException {
    char c = buffer[at++];
    return c == '\n' || c == '\r' ? passLineEnd(c) : c;
  }

  /** Goes past one character, be it half a line end. */
  final void passOne() throws IOException {
    char c = buffer[at++];
    if (c == '\n' || c == '\r' && !(hasNext() && buffer[at] == '\n')) {
      nextLine++;
    }
  }

  /** Goes past the next line end, which ends the row, or leaves out what is too much of it. */
  final int passLine() throws IOException {
    while (hasNext()) {
      rowEnd = at;
      if (pass() == '\n') {
        return '\n';
      }
      if (isTooLong()) {
        return leaveOutRest();
      }
    }
    rowEnd = end;
    return END;
  }

  /** The row ends here; goes past the next line end, without keeping what is before it. */
  final int leaveOutRest() throws IOException {
    int kept = at - start;
    int next = END;
    while (next != '\n' && hasNext()) {
      next = pass();
      if (at - start > 2 * LONGEST_ROW) {
        System.arraycopy(buffer, at, buffer, start + kept, end - at);
        before += at - start - kept;
        end -= at - start - kept;
        at = start + kept;
      }
    }
    rowEnd = start + kept;
    return next == '\n' ? next : END;
  }

  /** Goes past the next line end, keeping nothing. */
  final void skipLine() throws IOException {
    int next = 0;
    while (next != '\n' && hasNext()) {
      next = pass();
      start = at;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
