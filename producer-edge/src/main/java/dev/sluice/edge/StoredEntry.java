package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.CRC32;

/** A record as it lies in a file of the {@link Spool}: lengths, a checksum, key, data. */
final class StoredEntry {
  private static final int HEAD = 16;
  private static final int MOST = 64 << 20;

  private StoredEntry() {}

  static ByteBuffer bytes(Entry entry) {
    byte[] key = entry.key().getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + key.length + entry.data().length);
    bytes.putInt(key.length).putInt(entry.data().length).putLong(sum(key, entry.data()));
    return bytes.put(key).put(entry.data()).flip();
  }

  private static long sum(byte[] key, byte[] data) {
    CRC32 sum = new CRC32();
    sum.update(key);
    sum.update(data);
    return sum.getValue();
  }

  /**
   * Takes the record at that place; returns where the next one begins, the same if there is none.
   */
  static long read(FileChannel segment, long place, List<Entry> entries) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    if (!fill(segment, head, place)) {
      return place;
    }
    int keyLength = head.getInt();
    int dataLength = head.getInt();
    long expected = head.getLong();
    // No record is empty: zeros are what a file system leaves after a power failure.
    if (keyLength < 0 || dataLength <= 0 || (long) keyLength + dataLength > MOST) {
      return place;
    }
    ByteBuffer body = ByteBuffer.allocate(keyLength + dataLength);
    if (!fill(segment, body, place + HEAD)) {
      return place;
    }
    byte[] key = new byte[keyLength];
    byte[] data = new byte[dataLength];
    body.get(key).get(data);
    if (sum(key, data) != expected) {
      return place;
    }
    entries.add(new Entry(new String(key, UTF_8), data));
    return place + HEAD + keyLength + dataLength;
  }

  private static boolean fill(FileChannel segment, ByteBuffer bytes, long from) throws IOException {
    long place = from;
    while (bytes.hasRemaining()) {
      int read = segment.read(bytes, place);
      if (read < 0) {
        return false;
      }
      place += read;
    }
    bytes.flip();
    return true;
  }
}
