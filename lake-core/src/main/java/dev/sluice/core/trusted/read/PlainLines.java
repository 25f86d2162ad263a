package dev.sluice.core.trusted.read;

import java.io.IOException;
import java.util.Arrays;

/**
 * Goes through lines that hold one object each, quicker than a parser of any JSON could. A line
 * that is not {@linkplain PlainRecord plain} is parsed by itself; before one that is no object by
 * itself it stops, for there its neighbours count too. If most lines are not plain, it stops.
 */
final class PlainLines {
  /** Longer lines are for the parser, which does not need all of one in memory. */
  private static final int LONGEST = 1 << 20;

  private static final int FEW = 100;

  private final JsonPass.Into into;
  private final PlainRecord record;
  private final RewindableBytes bytes;
  private final Taker taker;
  private int end;
  private long lines;
  private long plain;
  private long parsed;

  /** Takes the row that was read. */
  interface Taker {
    /**
     * Takes it.
     *
     * @param from the place of its first byte
     * @param to the place behind its last one
     */
    void take(long from, long to);
  }

  PlainLines(JsonPass.Into into, RewindableBytes bytes, Taker taker) {
    this.into = into;
    record = into.record().plain();
    this.bytes = bytes;
    this.taker = taker;
  }

  /**
   * Goes on from the beginning of a line to that of another.
   *
   * @return how many lines are between them
   */
  long pass() throws IOException {
    long before = lines;
    do {
      end = bytes.linesEnd(LONGEST);
    } while (bytes.at() < end && passes());
    return lines - before;
  }

  /** Whether it comes to the end of the lines that are in memory. */
  private boolean passes() throws IOException {
    while (bytes.at() < end) {
      if ((parsed > FEW && parsed > plain) || !passesLine()) {
        return false;
      }
    }
    return true;
  }

  private boolean passesLine() throws IOException {
    int from = bytes.at();
    byte[] buffer = bytes.buffer();
    if (buffer[from] != '{') {
      int lineEnd = behindReturn(from);
      return lineEnd < end && buffer[lineEnd] == '\n' && passTo(lineEnd);
    }
    int behind = record.read(buffer, from, end, into.rows().arrival());
    int lineEnd = behind < 0 ? behind : behindReturn(behindBlanks(behind));
    if (lineEnd < 0 || (lineEnd < end && buffer[lineEnd] != '\n')) {
      return parses(from);
    }
    plain++;
    taker.take(bytes.position(), bytes.position() + behind - from);
    return passTo(lineEnd);
  }

  /** Parses the line that begins there; not if it has a return in it, which counts as a line. */
  private boolean parses(int from) throws IOException {
    parsed++;
    byte[] buffer = bytes.buffer();
    int text = from;
    while (text < end && buffer[text] != '\n' && buffer[text] != '\r') {
      text++;
    }
    int lineEnd = behindReturn(text);
    boolean isLine = lineEnd == end || buffer[lineEnd] == '\n';
    if (!isLine || lineEnd - from > LONGEST) {
      return false;
    }
    while (isBlank(buffer[text - 1])) {
      text--;
    }
    byte[] line = Arrays.copyOfRange(buffer, from, text);
    long place = bytes.position();
    if (!JsonFlaw.ofLine(line, into, any -> taker.take(place, place + line.length)).isEmpty()) {
      return false;
    }
    return passTo(lineEnd);
  }

  private int behindReturn(int from) {
    return from < end && bytes.buffer()[from] == '\r' ? from + 1 : from;
  }

  private int behindBlanks(int from) {
    int at = from;
    while (at < end && isBlank(bytes.buffer()[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\t';
  }

  /** Goes behind the line that ends there. */
  private boolean passTo(int lineEnd) {
    bytes.pass(Math.min(lineEnd + 1, end) - bytes.at());
    lines++;
    return true;
  }
}
