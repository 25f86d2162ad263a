package dev.sluice.core.raw;

import dev.sluice.core.lake.PutObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Builds one gzip member of lines after the other in the same buffers. The bytes depend on the
 * lines alone: the header's modification time is zero (RFC 1952: not available). Level 1: it is CPU
 * time that is billed, and raw objects are read once or twice.
 */
final class GzipLines implements RawObjectWriter {
  private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 4, (byte) 0xFF};
  private static final int TRAILER_LENGTH = 8;
  private static final int CHUNK = 64 * 1024;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final CRC32 crc = new CRC32();
  private final byte[] chunk = new byte[CHUNK];
  private int pending;
  private int length;
  private long uncompressed;
  private byte[] out = new byte[CHUNK];

  @Override
  public void begin() {
    deflater.reset();
    crc.reset();
    pending = 0;
    uncompressed = 0;
    System.arraycopy(HEADER, 0, out, 0, HEADER.length);
    length = HEADER.length;
  }

  @Override
  public void add(byte[] data, int offset, int length) {
    if (JsonLine.isBroken(data, offset, length)) {
      byte[] line = JsonLine.compacted(data, offset, length);
      addLine(line, 0, line.length);
    } else {
      addLine(data, offset, length);
    }
  }

  private void addLine(byte[] data, int offset, int lineLength) {
    if (lineLength < CHUNK - pending) {
      System.arraycopy(data, offset, chunk, pending, lineLength);
      pending += lineLength;
    } else {
      flush();
      compress(data, offset, lineLength);
    }
    chunk[pending++] = '\n';
  }

  @Override
  public PutObject.Content finish() {
    flush();
    deflater.finish();
    drain();
    reserve(TRAILER_LENGTH);
    littleEndian((int) crc.getValue());
    littleEndian((int) uncompressed);
    byte[] bytes = out;
    int size = length;
    return new PutObject.Content() {
      @Override
      public long length() {
        return size;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes, 0, size);
      }
    };
  }

  private void flush() {
    compress(chunk, 0, pending);
    pending = 0;
  }

  private void compress(byte[] data, int offset, int count) {
    crc.update(data, offset, count);
    uncompressed += count;
    deflater.setInput(data, offset, count);
    drain();
  }

  private void drain() {
    int written;
    do {
      reserve(CHUNK / 2);
      written = deflater.deflate(out, length, out.length - length);
      length += written;
    } while (written > 0 && !deflater.finished());
  }

  private void reserve(int bytes) {
    if (out.length - length < bytes) {
      out = Arrays.copyOf(out, Math.max(Math.multiplyExact(out.length, 2), length + bytes));
    }
  }

  private void littleEndian(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out[length++] = (byte) (value >>> shift);
    }
  }

  @Override
  public String suffix() {
    return ".json.gz";
  }

  @Override
  public String mediaType() {
    return "application/gzip";
  }

  @Override
  public void close() {
    deflater.end();
  }
}
