package dev.sluice.core.erase;

import dev.sluice.core.erase.RawCuts.Cut;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Copies JSON without some records; everything else stays as it is, byte by byte. With a record its
 * line end goes, or in an array its comma.
 */
final class JsonCutter {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int MOST_BLANKS = 1 << 16;

  private final InputStream in;
  private final OutputStream out;

  /** A comma and the blanks behind it, if they were read last. */
  private final ByteArrayOutputStream comma = new ByteArrayOutputStream();

  private long place;

  JsonCutter(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in, 2 * MOST_BLANKS);
    this.out = out;
  }

  void copyWithout(Iterable<Cut> cuts) throws IOException {
    in.mark(BYTE_ORDER_MARK.length);
    byte[] first = in.readNBytes(BYTE_ORDER_MARK.length);
    if (Arrays.equals(first, BYTE_ORDER_MARK)) {
      out.write(first);
    } else {
      in.reset();
    }
    for (Cut cut : cuts) {
      copyTo(cut.from());
      boolean isBehindComma = comma.size() > 0;
      comma.reset();
      in.skipNBytes(cut.to() - place);
      place = cut.to();
      passSeparator(isBehindComma);
    }
    copyTo(Long.MAX_VALUE);
    comma.writeTo(out);
  }

  private void copyTo(long end) throws IOException {
    while (place < end) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      place++;
      if (next == ',') {
        flushComma();
        comma.write(next);
      } else if (comma.size() > 0 && isBlank(next)) {
        comma.write(next);
      } else {
        flushComma();
        out.write(next);
      }
    }
  }

  private void flushComma() throws IOException {
    comma.writeTo(out);
    comma.reset();
  }

  private static boolean isBlank(int next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  /** The comma before has gone, or that behind goes; else the line's end. */
  private void passSeparator(boolean isBehindComma) throws IOException {
    if (isBehindComma) {
      return;
    }
    in.mark(MOST_BLANKS);
    int passed = 0;
    int lineEnd = 0;
    int next = in.read();
    while (isBlank(next) && passed < MOST_BLANKS - 1) {
      passed++;
      lineEnd = next == '\n' && lineEnd == 0 ? passed : lineEnd;
      next = in.read();
    }
    in.reset();
    int gone = next == ',' ? passed + 1 : lineEnd;
    in.skipNBytes(gone);
    place += gone;
  }
}
