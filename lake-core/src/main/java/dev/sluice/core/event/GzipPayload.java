package dev.sluice.core.event;

import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.Unpacker.Unfit;
import dev.sluice.core.lake.GzipBytes;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;

/** Unpacks gzip behind the payloads of a batch. What is wrong anywhere in it costs the whole. */
final class GzipPayload {
  private static final int STEP = 64 * 1024;

  private GzipPayload() {}

  static boolean isGzip(byte[] data, Slice payload) {
    int from = payload.offset();
    return payload.length() >= 2 && data[from] == 0x1F && data[from + 1] == (byte) 0x8B;
  }

  /**
   * The unpacked bytes.
   *
   * @param mostBytes that they may be
   */
  static Slice unpacked(RecordColumns columns, Slice payload, int mostBytes) throws Unfit {
    int start = columns.end;
    var packed = new ByteArrayInputStream(columns.data, payload.offset(), payload.length());
    try (GzipBytes gzip = new GzipBytes(packed, Math.min(payload.length(), STEP))) {
      columns.reserve(STEP);
      int read = gzip.read(columns.data, columns.end, STEP);
      while (read >= 0) {
        columns.end += read;
        if (columns.end - start > mostBytes) {
          throw new Unfit("gzip: it unpacks to more than 10 MiB");
        }
        columns.reserve(STEP);
        read = gzip.read(columns.data, columns.end, STEP);
      }
      Slice unpacked = new Slice(start, columns.end - start, null);
      if (isGzip(columns.data, unpacked)) {
        throw new Unfit("packed with gzip twice; pack it once");
      }
      return unpacked;
    } catch (EOFException e) {
      throw new Unfit("gzip: it is cut short");
    } catch (IOException e) {
      throw new Unfit("gzip: it is damaged (" + e.getMessage() + ")");
    }
  }
}
