package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.trusted.rows.RowLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A fingerprint of a set of raw objects (keys and ETags) and of the table that is made of them. It
 * does not depend on the order in which objects are added, and takes no memory for them: it is the
 * SHA-256 of the definition and of the sum of the objects' SHA-256.
 */
public final class PartitionFingerprint {
  /** Part of every fingerprint: raised when the transform itself changes its results. */
  private static final String TRANSFORM = "3";

  private final TrustedTable table;
  private final RawFormat format;
  private final MessageDigest digest = sha256();
  private final long[] sum = new long[4];
  private long objects;

  /**
   * The fingerprint of a table and no objects.
   *
   * @param format of the objects
   */
  public PartitionFingerprint(TrustedTable table, RawFormat format) {
    this.table = table;
    this.format = format;
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
    StringBuilder text = new StringBuilder(TRANSFORM);
    for (TrustedTable.Column column : table.columns()) {
      append(text, column.name(), column.type(), column.from(), column.rule());
      append(text, column.required(), column.stored());
    }
    TrustedTable.Dedupe dedupe = table.rows().dedupe();
    append(text, String.join(" ", dedupe.by()), table.rows().sortBy(), table.rows().filter());
    append(text, format);
    dedupe.latest().ifPresent(latest -> append(text, "latest", latest));
    for (RowCheck check : table.checks().rows()) {
      append(text, check.name(), check.severity(), check.rule());
      if (check.rule() instanceof RowRule.In in) {
        append(text, in.values().toArray());
      }
    }
    text.append('\n');
    for (long lane : sum) {
      text.append(HexFormat.of().toHexDigits(lane));
    }
    return sha256(text.append(objects).toString());
  }

  /** Appends values with their lengths, so that none runs into the next. */
  private static void append(StringBuilder text, Object... values) {
    for (Object value : values) {
      String written = value.toString();
      text.append('\n').append(written.length()).append(' ').append(written);
    }
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
