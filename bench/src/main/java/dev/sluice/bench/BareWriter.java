package dev.sluice.bench;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The least that a raw writer has to do: find each record's data in the event, take off the base64,
 * gzip the lines of each partition at the same level. It looks at nothing else of the event, checks
 * nothing, and is told which record belongs to which partition: every n-th to the same one.
 */
final class BareWriter {
  private static final byte[] DATA = "\"data\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int CHUNK = 64 * 1024;

  private final Base64.Decoder base64 = Base64.getDecoder();
  private final ObjectStore store;
  private final int partitions;
  private final byte[] chunk = new byte[CHUNK];
  private byte[] out = new byte[CHUNK];
  private int length;

  BareWriter(ObjectStore store, int partitions) {
    this.store = store;
    this.partitions = partitions;
  }

  void write(byte[] event) throws IOException {
    byte[] lines = new byte[event.length];
    int[] ends = new int[1024];
    int records = 0;
    int end = 0;
    for (int from = find(event, 0); from >= 0; from = find(event, from)) {
      int to = from;
      while (event[to] != '"') {
        to += 4;
      }
      byte[] record = base64.decode(Arrays.copyOfRange(event, from, to));
      System.arraycopy(record, 0, lines, end, record.length);
      end += record.length;
      lines[end++] = '\n';
      ends = records == ends.length ? Arrays.copyOf(ends, records * 2) : ends;
      ends[records++] = end;
    }
    for (int partition = 0; partition < partitions; partition++) {
      store(lines, ends, records, partition);
    }
  }

  private static int find(byte[] event, int from) {
    int last = event.length - DATA.length;
    for (int at = from; at <= last; at++) {
      if (event[at + 1] == 'd'
          && event[at] == '"'
          && Arrays.equals(event, at, at + DATA.length, DATA, 0, DATA.length)) {
        return at + DATA.length;
      }
    }
    return -1;
  }

  private void store(byte[] lines, int[] ends, int records, int partition) throws IOException {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    CRC32 crc = new CRC32();
    int pending = 0;
    length = HEADER;
    for (int record = partition; record < records; record += partitions) {
      int from = record == 0 ? 0 : ends[record - 1];
      int size = ends[record] - from;
      if (size > CHUNK - pending) {
        compress(deflater, crc, pending);
        pending = 0;
      }
      System.arraycopy(lines, from, chunk, pending, size);
      pending += size;
    }
    compress(deflater, crc, pending);
    deflater.finish();
    drain(deflater);
    deflater.end();
    byte[] object = Arrays.copyOf(out, length + TRAILER);
    store.put(PutObject.of("raw/" + partition + ".json.gz", object, "application/gzip"));
  }

  private void compress(Deflater deflater, CRC32 crc, int pending) {
    crc.update(chunk, 0, pending);
    deflater.setInput(chunk, 0, pending);
    drain(deflater);
  }

  private void drain(Deflater deflater) {
    for (int more = 1; more > 0; length += more) {
      if (out.length - length < CHUNK / 2) {
        out = Arrays.copyOf(out, out.length * 2);
      }
      more = deflater.deflate(out, length, out.length - length);
    }
  }
}
