package dev.sluice.core.event;

import dev.sluice.core.event.ProtobufCursor.Broken;
import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.RecordColumns.StreamPosition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a record into those that the Kinesis Producer Library packed into it: four magic bytes, a
 * protobuf message, its MD5. An aggregate that is broken anywhere yields one undecodable record.
 *
 * <p>Source: amazon-kinesis-producer, aggregation-format.md.
 */
final class KplAggregate {
  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  private static final int DIGEST_LENGTH = 16;

  private final byte[] data;
  private final int start;
  private final int end;
  private final List<String> partitionKeys = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private int hashKeys;

  private KplAggregate(byte[] data, int start, int end) {
    this.data = data;
    this.start = start;
    this.end = end;
  }

  /** A record of an aggregate; {@code hashKey} is -1 if it has none. */
  private record Member(long partitionKey, long hashKey, Slice payload) {}

  static boolean isAggregate(byte[] data, Slice payload) {
    int from = payload.offset();
    return payload.length() >= MAGIC.length
        && Arrays.equals(data, from, from + MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Appends the aggregate's records, or, if it is broken, the whole as one undecodable record. */
  static void expand(
      RecordColumns columns, StreamPosition position, String partitionKey, Slice payload) {
    int from = payload.offset() + MAGIC.length;
    int to = payload.offset() + payload.length() - DIGEST_LENGTH;
    KplAggregate aggregate = new KplAggregate(columns.data, from, to);
    try {
      aggregate.read();
    } catch (Broken e) {
      String problem = "broken KPL aggregate: " + e.getMessage();
      columns.add(position, partitionKey, new Slice(payload.offset(), payload.length(), problem));
      return;
    }
    for (int index = 0; index < aggregate.members.size(); index++) {
      Member member = aggregate.members.get(index);
      String key = aggregate.partitionKeys.get((int) member.partitionKey());
      columns.add(position.sub(index), key, member.payload());
    }
  }

  private void read() throws Broken {
    if (end < start) {
      throw new Broken("it is too short");
    }
    checkDigest();
    ProtobufCursor cursor = new ProtobufCursor(data, start, end);
    for (int field = cursor.nextField(); field != 0; field = cursor.nextField()) {
      if (field <= 3 && cursor.wireType() == ProtobufCursor.BYTES) {
        int length = cursor.bytes();
        readField(field, cursor.position() - length, cursor.position());
      } else {
        cursor.skip();
      }
    }
    checkMembers();
  }

  private void readField(int field, int from, int to) throws Broken {
    switch (field) {
      case 1 -> partitionKeys.add(new String(data, from, to - from, StandardCharsets.UTF_8));
      case 2 -> hashKeys++;
      default -> members.add(readMember(from, to));
    }
  }

  private Member readMember(int from, int to) throws Broken {
    long partitionKey = -1;
    long hashKey = -1;
    Slice payload = null;
    ProtobufCursor cursor = new ProtobufCursor(data, from, to);
    for (int field = cursor.nextField(); field != 0; field = cursor.nextField()) {
      if (field == 1 && cursor.wireType() == ProtobufCursor.VARINT) {
        partitionKey = cursor.varint();
      } else if (field == 2 && cursor.wireType() == ProtobufCursor.VARINT) {
        hashKey = cursor.varint();
      } else if (field == 3 && cursor.wireType() == ProtobufCursor.BYTES) {
        int length = cursor.bytes();
        payload = new Slice(cursor.position() - length, length, null);
      } else {
        cursor.skip();
      }
    }
    if (payload == null) {
      throw new Broken("record " + members.size() + " has no data");
    }
    return new Member(partitionKey, hashKey, payload);
  }

  private void checkMembers() throws Broken {
    if (members.isEmpty()) {
      throw new Broken("it holds no records");
    }
    for (Member member : members) {
      if (member.partitionKey() < 0 || member.partitionKey() >= partitionKeys.size()) {
        throw new Broken("partition key " + member.partitionKey() + " is not in its table");
      }
      if (member.hashKey() < -1 || member.hashKey() >= hashKeys) {
        throw new Broken("hash key " + member.hashKey() + " is not in its table");
      }
    }
  }

  private void checkDigest() throws Broken {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(data, start, end - start);
      byte[] digest = md5.digest();
      if (!Arrays.equals(digest, 0, DIGEST_LENGTH, data, end, end + DIGEST_LENGTH)) {
        throw new Broken("its MD5 does not match");
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
