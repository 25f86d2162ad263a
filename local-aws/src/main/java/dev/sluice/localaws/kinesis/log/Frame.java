package dev.sluice.localaws.kinesis.log;

import dev.sluice.localaws.kinesis.KinesisInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * A record in a segment's file: the length of what follows the checksum, the checksum of that, the
 * record's ordinal, its arrival in milliseconds, the key's length, the key, the data.
 */
public record Frame(long ordinal, long arrivalMillis, String key, byte[] data) {
  static final int HEAD = 2 * Integer.BYTES;
  static final int SMALLEST_BODY = 2 * Long.BYTES + Short.BYTES;

  /** With the largest key (256 characters) and the largest data. */
  static final int LARGEST_BODY = SMALLEST_BODY + 4 * 256 + KinesisInput.MAX_DATA;

  public static int size(NewRecord record) {
    return HEAD + SMALLEST_BODY + record.key().length + record.data().length;
  }

  static void write(ByteBuffer out, long ordinal, NewRecord record, Instant arrival) {
    int body = out.position() + HEAD;
    out.putInt(size(record) - HEAD).putInt(0).putLong(ordinal).putLong(arrival.toEpochMilli());
    out.putShort((short) record.key().length).put(record.key()).put(record.data());
    out.putInt(body - Integer.BYTES, checksum(out.array(), body, out.position() - body));
  }

  static Frame read(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    long ordinal = in.getLong();
    long arrival = in.getLong();
    byte[] key = new byte[in.getShort()];
    in.get(key);
    byte[] data = new byte[in.remaining()];
    in.get(data);
    return new Frame(ordinal, arrival, new String(key, StandardCharsets.UTF_8), data);
  }

  static int checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return (int) checksum.getValue();
  }
}
