package dev.sluice.core.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Packs records as the Kinesis Producer Library does. */
public final class KplAggregateBytes {
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();

  /** Adds a partition key to the table. */
  public KplAggregateBytes partitionKey(String key) {
    field(message, 1, key.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds an explicit hash key to the table. */
  public KplAggregateBytes hashKey(String key) {
    field(message, 2, key.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds a record; a negative hash key means none. */
  public KplAggregateBytes record(int partitionKey, int hashKey, byte[] payload) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    number(record, 1, partitionKey);
    if (hashKey >= 0) {
      number(record, 2, hashKey);
    }
    field(record, 3, payload);
    field(record, 4, "tag".getBytes(StandardCharsets.UTF_8));
    field(message, 3, record.toByteArray());
    return this;
  }

  /** The aggregate with magic bytes and digest. */
  public byte[] bytes() {
    ByteArrayOutputStream aggregate = new ByteArrayOutputStream();
    aggregate.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
    aggregate.writeBytes(message.toByteArray());
    try {
      aggregate.writeBytes(MessageDigest.getInstance("MD5").digest(message.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return aggregate.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, int field, int value) {
    varint(out, field << 3);
    varint(out, value);
  }

  private static void field(ByteArrayOutputStream out, int field, byte[] value) {
    varint(out, field << 3 | 2);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
