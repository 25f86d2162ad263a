package dev.sluice.core.trusted.read;

import dev.sluice.core.record.Utf8Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stream that can go back to a place which it was told to keep, if no more than {@value #MOST}
 * bytes were read since. Closing it does nothing: its reader may be replaced. A parser, which reads
 * many bytes at once, gets them so that it refuses what is not UTF-8; all else gives them as they
 * are.
 */
final class RewindableBytes extends InputStream {
  private static final int MOST = 1 << 25;
  private static final int FIRST_READ = 1 << 8;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private byte[] buffer = new byte[1 << 17];

  /** The place of the buffer's first byte. */
  private long base;

  private int at;
  private int end;
  private long kept;

  /** The place behind the last line end that was read. */
  private long lastLineEnd;

  /** The last byte that a parser got. */
  private int lastGiven;

  /** How much is given at once: little where a reader may soon find that it is at a wrong place. */
  private int most = FIRST_READ;

  /** A byte order mark of UTF-8 is left out. */
  RewindableBytes(InputStream in) throws IOException {
    this.in = in;
    end = Math.max(0, in.readNBytes(buffer, 0, BYTE_ORDER_MARK.length));
    if (Arrays.equals(buffer, 0, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
      end = 0;
    }
    findLineEnd(0, end);
  }

  /** The place of the next byte. */
  long position() {
    return base + at;
  }

  /** Keeps what comes from that place on, and may forget what came before. */
  void keepFrom(long place) {
    kept = place;
  }

  /** Goes back to that place; false if it isn't kept. */
  boolean goBack(long place) {
    if (place < base || place > base + end) {
      return false;
    }
    at = (int) (place - base);
    kept = place;
    lastGiven = 0;
    most = FIRST_READ;
    return true;
  }

  /**
   * The bytes from here on up to the end of the line, which is passed over. Empty, and nothing is
   * passed over: the line does not stand for itself, because the next one is indented, it holds
   * several objects, it is the only one, or it is very long.
   */
  Optional<byte[]> line() throws IOException {
    kept = position();
    int length = 0;
    int previous = 0;
    while (at + length < end || fill()) {
      int next = buffer[at + length];
      if (next == '\n') {
        return isIndented(length + 1) || isAll(length + 1)
            ? Optional.empty()
            : Optional.of(pass(length, 1));
      }
      boolean isNextObject = next == '{' && previous == '}' && peek(length + 1) == '"';
      if (isNextObject || ++length > MOST) {
        return Optional.empty();
      }
      previous = next == ' ' ? previous : next;
    }
    return isAll(length) ? Optional.empty() : Optional.of(pass(length, 0));
  }

  private byte[] pass(int length, int lineEnd) {
    byte[] line = Arrays.copyOfRange(buffer, at, at + length);
    at += length + lineEnd;
    return line;
  }

  /**
   * Where in the {@link #buffer} those lines end that are whole, of which there is one at least,
   * unless it is longer than that or nothing is left. The last line of all needs no line end.
   */
  int linesEnd(int longest) throws IOException {
    kept = position();
    int lines = lastLineEnd();
    while (lines == at && end - at <= longest) {
      if (!fill()) {
        return end;
      }
      lines = lastLineEnd();
    }
    return lines;
  }

  private int lastLineEnd() {
    return lastLineEnd > position() ? (int) (lastLineEnd - base) : at;
  }

  /** What is in memory; the next byte is at {@link #at}. Valid until more is asked for. */
  byte[] buffer() {
    return buffer;
  }

  int at() {
    return at;
  }

  /** Passes over so many bytes that are in the buffer. */
  void pass(int length) {
    at += length;
    kept = position();
    lastGiven = 0;
  }

  private boolean isAll(int length) throws IOException {
    return position() == 0 && peek(length) < 0;
  }

  private boolean isIndented(int ahead) throws IOException {
    int next = peek(ahead);
    return next == ' ' || next == '\t';
  }

  /** The next byte, which stays the next one; -1 at the end. */
  int peek() throws IOException {
    return peek(0);
  }

  /** The byte that so many others stand before; -1 at the end. */
  int peek(int ahead) throws IOException {
    while (at + ahead >= end) {
      if (!fill()) {
        return -1;
      }
    }
    return buffer[at + ahead] & 0xFF;
  }

  @Override
  public int read() throws IOException {
    return at < end || fill() ? buffer[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (at == end && !fill()) {
      return -1;
    }
    int given = Math.min(Math.min(length, end - at), most);
    most = Math.min(buffer.length, 2 * most);
    System.arraycopy(buffer, at, to, offset, given);
    lastGiven = Utf8Text.spoilWrong(to, offset, offset + given, lastGiven);
    at += given;
    return given;
  }

  private void findLineEnd(int from, int to) {
    int last = to;
    while (last > from && buffer[last - 1] != '\n') {
      last--;
    }
    if (last > from) {
      lastLineEnd = base + last;
    }
  }

  /** The rest with a bracket before it, which is not in the bytes: a parser takes elements then. */
  InputStream asArray() {
    return new SequenceInputStream(new ByteArrayInputStream(new byte[] {'['}), this);
  }

  /** Reads on behind what is kept; false at the end. */
  private boolean fill() throws IOException {
    int forgotten = (int) (Math.min(kept, position()) - base);
    if (end - forgotten > MOST) {
      forgotten = at;
    }
    System.arraycopy(buffer, forgotten, buffer, 0, end - forgotten);
    base += forgotten;
    at -= forgotten;
    end -= forgotten;
    if (end > buffer.length / 2) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.readNBytes(buffer, end, buffer.length - end);
    findLineEnd(end, end + read);
    end += read;
    return read > 0;
  }
}
