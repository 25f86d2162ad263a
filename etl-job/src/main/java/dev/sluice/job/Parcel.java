package dev.sluice.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.FlawsJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What travels between tasks: rows of tables, and beside them, so that a repeated task counts
 * nothing twice, what else there is to tell of a partition.
 */
final class Parcel {
  /** As it is read: to be de-duplicated. */
  static final StructType READ =
      new StructType()
          .add("target", DataTypes.IntegerType, false)
          .add("id_hash", DataTypes.LongType, false)
          .add("arrival", DataTypes.LongType, false)
          .add("kind", DataTypes.ByteType, false)
          .add("content", DataTypes.BinaryType, false);

  /** To be written in the order of the keys. */
  static final StructType ORDERED =
      new StructType()
          .add("target", DataTypes.IntegerType, false)
          .add("kind", DataTypes.ByteType, false)
          .add("sort_key", DataTypes.BinaryType, false)
          .add("content", DataTypes.BinaryType, false);

  /** A raw object can't be read: its key and the reason. */
  static final byte FAILURE = 0;

  /** {@link Counts}, then flaws for which records were dropped. */
  static final byte COUNTS = 1;

  /** A row that can't be read, as it is kept. */
  static final byte REJECTED = 2;

  /** A row of the table, packed. */
  static final byte ROW = 3;

  /** A row whose event time is too far from arrival. */
  static final byte FAR_ROW = 4;

  /** The digest of a row of another partition, which may have copies in this one. */
  static final byte COPY = 5;

  /** The same, among rows whose event time is too far from arrival. */
  static final byte COPY_OF_FAR = 6;

  private Parcel() {}

  static Row read(int target, long idHash, long arrival, byte kind, byte[] content) {
    return RowFactory.create(target, idHash, arrival, kind, content);
  }

  static Row ordered(int target, byte kind, byte[] key, byte[] content) {
    return RowFactory.create(target, kind, key, content);
  }

  /** What the key of a partition's rows begins with. */
  static long prefix(int target) {
    return 2L * target + 1;
  }

  /** The key of what comes before a partition's rows: by kind, then by arrival. */
  static byte[] keyBeforeRows(int target, int targetBytes, byte kind, long arrival) {
    ByteBuffer key = ByteBuffer.allocate(targetBytes + 1 + Long.BYTES);
    for (int shift = 8 * (targetBytes - 1); shift >= 0; shift -= 8) {
      key.put((byte) (2L * target >>> shift));
    }
    return key.put(kind).putLong(arrival).array();
  }

  /** Numbers of records. */
  static final class Counts {
    long stored;
    long duplicates;
    long replaced;
    long deleted;
    long dropped;

    byte[] content(List<Flaw> flaws) {
      byte[] told = FlawsJson.ascii(flaws).getBytes(US_ASCII);
      return ByteBuffer.allocate(5 * Long.BYTES + told.length)
          .putLong(stored)
          .putLong(duplicates)
          .putLong(replaced)
          .putLong(deleted)
          .putLong(dropped)
          .put(told)
          .array();
    }

    /** Adds what such a content has, and gives its flaws. */
    List<Flaw> add(byte[] content) {
      ByteBuffer counts = ByteBuffer.wrap(content);
      stored += counts.getLong();
      duplicates += counts.getLong();
      replaced += counts.getLong();
      deleted += counts.getLong();
      dropped += counts.getLong();
      return FlawsJson.ofAscii(US_ASCII.decode(counts).toString());
    }
  }

  /** A failure's content. */
  static byte[] failure(String key, String reason) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(key);
      out.writeUTF(reason.substring(0, Math.min(reason.length(), 1000)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The key and the reason of a failure. */
  static String[] failure(byte[] content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      return new String[] {in.readUTF(), in.readUTF()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
