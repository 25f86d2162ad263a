package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.store.ObjectStore.ObjectInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A fingerprint of a set of raw objects (keys and ETags) and of the table that is made of them. It
 * does not depend on the order in which objects are added, and takes no memory for them: it is the
 * SHA-256 of the definition and of the sum of the objects' SHA-256.
 */
public final class Fingerprint {
  /** Part of every fingerprint: raised when the transform itself changes its results. */
  private static final String TRANSFORM = "1";

  private final TrustedTable table;
  private final MessageDigest digest = sha256();
  private final long[] sum = new long[4];
  private long objects;

  public Fingerprint(TrustedTable table) {
    this.table = table;
  }

  /** Adds an object. */
  public void add(ObjectInfo object) {
    digest.update(object.key().getBytes(UTF_8));
    digest.update((byte) 0);
    byte[] hash = digest.digest(object.etag().getBytes(UTF_8));
    for (int lane = 0; lane < sum.length; lane++) {
      sum[lane] += RowLayout.getLong(hash, 8 * lane);
    }
    objects++;
  }

  /** 64 hexadecimal digits. */
  public String hex() {
    StringBuilder text = new StringBuilder(TRANSFORM).append('\n');
    for (TrustedTable.Column column : table.columns()) {
      text.append(column.name()).append('\t').append(column.type()).append('\t');
      text.append(column.from()).append('\t').append(column.required()).append('\n');
    }
    text.append(table.dedupeBy()).append('\n').append(table.sortBy()).append('\n');
    for (long lane : sum) {
      text.append(HexFormat.of().toHexDigits(lane));
    }
    return sha256(text.append(objects).toString());
  }

  /** The SHA-256 of a text's UTF-8 as 64 hexadecimal digits. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
