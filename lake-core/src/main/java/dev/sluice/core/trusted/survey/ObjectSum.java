package dev.sluice.core.trusted.survey;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.rows.RowLayout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The sum of the SHA-256 of raw objects' keys and ETags: what a set of objects is known by, in any
 * order.
 */
public final class ObjectSum {
  private final long[] lanes = new long[4];
  private long count;

  /** Hashes objects, one after the other in the same array. */
  public static final class Hasher {
    private final MessageDigest digest = sha256();
    private final ObjectSum one = new ObjectSum();

    /** The object alone; valid until the next call. */
    public ObjectSum of(ObjectInfo object) {
      digest.update(object.key().getBytes(UTF_8));
      digest.update((byte) 0);
      byte[] hash = digest.digest(object.etag().getBytes(UTF_8));
      for (int lane = 0; lane < one.lanes.length; lane++) {
        one.lanes[lane] = RowLayout.getLong(hash, Long.BYTES * lane);
      }
      one.count = 1;
      return one;
    }
  }

  /** Adds the objects of another sum. */
  public void add(ObjectSum other) {
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] += other.lanes[lane];
    }
    count += other.count;
  }

  /** How many objects there are. */
  public long count() {
    return count;
  }

  /** The sum in hexadecimal digits, and the count. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (long lane : lanes) {
      text.append(HexFormat.of().toHexDigits(lane));
    }
    return text.append(count).toString();
  }

  boolean isSame(ObjectSum other) {
    return count == other.count && Arrays.equals(lanes, other.lanes);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (int lane = 0; count > 0 && lane < lanes.length; lane++) {
      out.writeLong(lanes[lane]);
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    for (int lane = 0; count > 0 && lane < lanes.length; lane++) {
      lanes[lane] = in.readLong();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
