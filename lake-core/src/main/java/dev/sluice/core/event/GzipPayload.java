package dev.sluice.core.event;

import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.Unpacker.Unfit;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), of one member or several, behind the payloads of a batch. What is behind
 * the last member makes the whole undecodable, as does a wrong checksum: nothing is left out.
 */
final class GzipPayload {
  private static final int STEP = 64 * 1024;
  private static final int HEADER_LENGTH = 10;
  private static final int TRAILER_LENGTH = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final RecordColumns columns;
  private final Inflater inflater = new Inflater(true);
  private final int mostBytes;
  private int at;
  private int end;

  /**
   * @param mostBytes that the payload may unpack to
   */
  GzipPayload(RecordColumns columns, int mostBytes) {
    this.columns = columns;
    this.mostBytes = mostBytes;
  }

  static boolean isGzip(byte[] data, Slice payload) {
    int from = payload.offset();
    return payload.length() >= 2 && data[from] == 0x1F && data[from + 1] == (byte) 0x8B;
  }

  /** The unpacked bytes. */
  Slice unpack(Slice payload) throws Unfit {
    int start = columns.end;
    at = payload.offset();
    end = at + payload.length();
    try {
      while (at < end) {
        readHeader();
        readMember(start);
      }
    } finally {
      inflater.end();
    }
    return new Slice(start, columns.end - start, null);
  }

  private void readHeader() throws Unfit {
    require(HEADER_LENGTH);
    if (!isGzip(columns.data, new Slice(at, end - at, null)) || columns.data[at + 2] != 8) {
      throw new Unfit("gzip: there is something else behind it");
    }
    int flags = columns.data[at + 3];
    at += HEADER_LENGTH;
    if ((flags & EXTRA) != 0) {
      require(2);
      at += 2 + (int) littleEndian(at, 2);
    }
    skipText((flags & NAME) != 0);
    skipText((flags & COMMENT) != 0);
    at += (flags & HEADER_CRC) == 0 ? 0 : 2;
    require(1);
  }

  private void skipText(boolean isThere) throws Unfit {
    if (isThere) {
      do {
        require(1);
      } while (columns.data[at++] != 0);
    }
  }

  private void readMember(int start) throws Unfit {
    int from = columns.end;
    inflater.reset();
    inflater.setInput(columns.data, at, end - at);
    try {
      while (!inflater.finished()) {
        columns.reserve(STEP);
        int read = inflater.inflate(columns.data, columns.end, STEP);
        columns.end += read;
        if (columns.end - start > mostBytes) {
          throw new Unfit("gzip: it unpacks to more than 10 MiB");
        }
        if (read == 0 && !inflater.finished()) {
          throw new Unfit(
              inflater.needsInput() ? "gzip: it is cut short" : "gzip: it needs a dictionary");
        }
      }
    } catch (DataFormatException e) {
      throw new Unfit("gzip: it is damaged (" + e.getMessage() + ")");
    }
    at = end - inflater.getRemaining();
    checkTrailer(from);
  }

  private void checkTrailer(int from) throws Unfit {
    require(TRAILER_LENGTH);
    CRC32 crc = new CRC32();
    crc.update(columns.data, from, columns.end - from);
    if (littleEndian(at, 4) != crc.getValue()
        || littleEndian(at + 4, 4) != Integer.toUnsignedLong(columns.end - from)) {
      throw new Unfit("gzip: it is damaged (its checksum does not match)");
    }
    at += TRAILER_LENGTH;
  }

  private void require(int bytes) throws Unfit {
    if (end - at < bytes) {
      throw new Unfit("gzip: it is cut short");
    }
  }

  private long littleEndian(int from, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | (columns.data[from + i] & 0xFF);
    }
    return value;
  }
}
