package dev.sluice.core.lake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip of one member or several. {@link java.util.zip.GZIPInputStream} does not say that
 * bytes behind a member are left out, be they garbage or a further member that is cut short; this
 * one does. Zeros to the end are padding, as with {@code gzip}.
 */
public final class GzipBytes extends InflaterInputStream {
  private static final int BUFFER = 1 << 16;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final CRC32 crc = new CRC32();
  private boolean isAtEnd;

  GzipBytes(InputStream in) throws IOException {
    this(in, BUFFER);
  }

  /** With a buffer of that size. */
  public GzipBytes(InputStream in, int buffer) throws IOException {
    super(new PushbackInputStream(in, buffer), new Inflater(true), buffer);
    readHeader(in());
  }

  private PushbackInputStream in() {
    return (PushbackInputStream) in;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (!isAtEnd && length > 0) {
      int read = super.read(to, offset, length);
      if (read > 0) {
        crc.update(to, offset, read);
        return read;
      }
      endMember();
    }
    return isAtEnd ? -1 : 0;
  }

  private void endMember() throws IOException {
    if (!inf.finished()) {
      throw new ZipException("it needs a preset dictionary");
    }
    in().unread(buf, len - inf.getRemaining(), inf.getRemaining());
    long wanted = readInt();
    if (readInt() != (inf.getBytesWritten() & 0xFFFFFFFFL) || wanted != crc.getValue()) {
      throw new ZipException("checksum or length is wrong");
    }
    int next = in.read();
    if (next == 0) {
      while (next == 0) {
        next = in.read();
      }
      if (next >= 0) {
        throw new ZipException("bytes that are not gzip follow it");
      }
    }
    isAtEnd = next < 0;
    if (!isAtEnd) {
      in().unread(next);
      inf.reset();
      crc.reset();
      readHeader(in());
    }
  }

  private static void readHeader(InputStream in) throws IOException {
    if (readByte(in) != 0x1F || readByte(in) != 0x8B) {
      throw new ZipException("bytes that are not gzip follow it");
    }
    int method = readByte(in);
    int flags = readByte(in);
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw new ZipException("its header is wrong, or of a later version");
    }
    in.skipNBytes(6);
    if ((flags & EXTRA) != 0) {
      in.skipNBytes(readByte(in) + (readByte(in) << 8));
    }
    for (int each : new int[] {NAME, COMMENT}) {
      while ((flags & each) != 0 && readByte(in) != 0) {}
    }
    in.skipNBytes((flags & HEADER_CRC) != 0 ? 2 : 0);
  }

  private long readInt() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      value |= (long) readByte(in) << shift;
    }
    return value;
  }

  private static int readByte(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("it is cut short");
    }
    return next;
  }

  @Override
  public int available() {
    return isAtEnd ? 0 : 1;
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }
}
