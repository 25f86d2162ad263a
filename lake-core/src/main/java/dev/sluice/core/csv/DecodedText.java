package dev.sluice.core.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;

/**
 * The characters of a stream of bytes. Bytes that are none become U+FFFD, and it is known where, so
 * that they are told apart from a U+FFFD that was written.
 */
final class DecodedText implements Closeable {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final ArrayDeque<Long> damages = new ArrayDeque<>();
  private long count;
  private boolean isLast;

  DecodedText(InputStream in, Charset charset) {
    this.in = in;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Reads at least one character; -1 at the end. There is room for two. */
  int read(char[] to, int offset, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(to, offset, length);
    int begin = out.position();
    while (out.position() == begin) {
      CoderResult result = decoder.decode(bytes, out, isLast);
      if (result.isError() && out.hasRemaining()) {
        bytes.position(bytes.position() + result.length());
        damages.add(count + out.position() - begin);
        out.put(REPLACEMENT);
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

  /** Whether bytes that are no character came before that place, since this was last asked. */
  boolean isDamagedBefore(long place) {
    boolean isDamaged = false;
    while (!damages.isEmpty() && damages.peek() < place) {
      damages.poll();
      isDamaged = true;
    }
    return isDamaged;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
