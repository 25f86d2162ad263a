package dev.sluice.core.csv;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * The characters of a stream of bytes. A byte that is no part of one becomes half a surrogate pair,
 * {@code U+DC00} plus the byte, which no decoder makes: it can be told from all characters, and
 * {@link #bytes} gives the bytes as they were.
 */
final class DecodedText implements Closeable {
  /** So much room {@link #read} needs. */
  static final int ROOM = 4;

  private static final int LONGEST_MARK = 4;
  private static final char REPLACEMENT = '\uFFFD';
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private long count;
  private long foreign;
  private boolean isLast;

  DecodedText(InputStream in, Charset expected) throws IOException {
    this.in = in;
    while (bytes.remaining() < LONGEST_MARK && !isLast) {
      refill();
    }
    charset = ByteOrderMark.pass(bytes, expected);
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Reads at least one character; -1 at the end. There is {@link #ROOM}. */
  int read(char[] to, int offset, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(to, offset, length);
    int begin = out.position();
    while (out.position() == begin) {
      CoderResult result = decoder.decode(bytes, out, isLast);
      if (result.isError() && out.remaining() >= ROOM) {
        // of four bytes that are no pair in UTF-16, the last two may be a character
        for (int i = 0; i < Math.min(2, result.length()); i++) {
          out.put((char) (Character.MIN_LOW_SURROGATE + (bytes.get() & 0xFF)));
        }
        foreign = count + out.position() - begin;
      } else if (result.isUnderflow()) {
        if (isLast) {
          break;
        }
        refill();
      }
    }
    int read = out.position() - begin;
    count += read;
    return read == 0 ? -1 : read;
  }

  private void refill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    isLast = read < 0;
    bytes.position(bytes.position() + Math.max(0, read));
    bytes.flip();
  }

  /** Whether what was read from that place on has bytes that are no character. */
  boolean hasForeignFrom(long place) {
    return foreign > place;
  }

  /** Where in those characters the first one stands that is only a byte; -1: all are such. */
  static int foreignIn(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.isHighSurrogate(chars[i])) {
        i++;
      } else if (Character.isLowSurrogate(chars[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Those characters, with U+FFFD for each byte that is none. */
  static String text(char[] chars, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int piece = from;
    for (int at = foreignIn(chars, from, to); at >= 0; at = foreignIn(chars, piece, to)) {
      text.append(chars, piece, at - piece).append(REPLACEMENT);
      piece = at + 1;
    }
    return text.append(chars, piece, to - piece).toString();
  }

  /** The bytes of which those characters were made. */
  byte[] bytes(char[] chars, int from, int to) {
    ByteArrayOutputStream made = new ByteArrayOutputStream(to - from);
    int piece = from;
    for (int at = foreignIn(chars, from, to); at >= 0; at = foreignIn(chars, piece, to)) {
      made.writeBytes(new String(chars, piece, at - piece).getBytes(charset));
      made.write(chars[at]);
      piece = at + 1;
    }
    made.writeBytes(new String(chars, piece, to - piece).getBytes(charset));
    return made.toByteArray();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
