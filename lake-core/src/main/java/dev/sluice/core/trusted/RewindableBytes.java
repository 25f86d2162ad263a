package dev.sluice.core.trusted;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream that can go back to a place which it was told to keep, if no more than {@value #MOST}
 * bytes were read since. Closing it does nothing: its reader may be replaced.
 */
final class RewindableBytes extends InputStream {
  private static final int MOST = 1 << 24;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private byte[] buffer = new byte[1 << 17];

  /** The place of the buffer's first byte. */
  private long base;

  private int at;
  private int end;
  private long kept;

  /** A byte order mark of UTF-8 is left out. */
  RewindableBytes(InputStream in) throws IOException {
    this.in = in;
    end = Math.max(0, in.readNBytes(buffer, 0, BYTE_ORDER_MARK.length));
    if (Arrays.equals(buffer, 0, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
      end = 0;
    }
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
    return true;
  }

  /** The bytes from here on up to the end of the line, which is passed over. */
  byte[] line() throws IOException {
    kept = position();
    int length = 0;
    while (at + length < end || fill()) {
      if (buffer[at + length] == '\n') {
        byte[] line = Arrays.copyOfRange(buffer, at, at + length);
        at += length + 1;
        return line;
      }
      if (++length > MOST) {
        throw new RawReader.MisshapenException("it has a line without an end that is no JSON");
      }
    }
    byte[] line = Arrays.copyOfRange(buffer, at, end);
    at = end;
    return line;
  }

  /** Whether a blank comes next. */
  boolean isIndented() throws IOException {
    return (at < end || fill()) && (buffer[at] == ' ' || buffer[at] == '\t');
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
    int given = Math.min(length, end - at);
    System.arraycopy(buffer, at, to, offset, given);
    at += given;
    return given;
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
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read > 0;
  }
}
