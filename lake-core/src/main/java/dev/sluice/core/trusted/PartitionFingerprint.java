package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.trusted.survey.ObjectSum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A fingerprint of a set of raw objects (keys and ETags) and of the table that is made of them. It
 * does not depend on the order in which objects are added, and takes no memory for them: it is the
 * SHA-256 of the definition and of the sum of the objects' SHA-256. Objects of other partitions
 * that the partition's rows depend on stand apart, so that it can be told what has changed.
 */
public final class PartitionFingerprint {
  /** Part of every fingerprint: raised when the transform itself changes its results. */
  private static final String TRANSFORM = "4";

  private static final char NEIGHBOURS = '+';
  private static final int NEIGHBOURS_LENGTH = 32;

  private final TrustedTable table;
  private final RawFormat format;
  private final ObjectSum.Hasher hasher = new ObjectSum.Hasher();
  private final ObjectSum objects = new ObjectSum();
  private final ObjectSum neighbours = new ObjectSum();

  /**
   * The fingerprint of a table and no objects.
   *
   * @param format of the objects
   */
  public PartitionFingerprint(TrustedTable table, RawFormat format) {
    this.table = table;
    this.format = format;
  }

  /** The fingerprint of a partition that is made of those objects, beside those neighbours. */
  public static String of(
      TrustedPartition partition, List<ObjectInfo> objects, NeighbourObjects neighbours) {
    PartitionFingerprint fingerprint =
        new PartitionFingerprint(partition.table(), partition.input().format());
    objects.forEach(fingerprint::add);
    neighbours.unbelieved().forEach(fingerprint::addNeighbour);
    neighbours.believed().forEach(fingerprint::addNeighbour);
    return fingerprint.hex();
  }

  /** Adds an object. */
  public void add(ObjectInfo object) {
    objects.add(hasher.of(object));
  }

  /** Adds an object of another partition, in which copies of this one's records may lie. */
  void addNeighbour(ObjectInfo object) {
    neighbours.add(hasher.of(object));
  }

  /** Adds objects of the partition and such of its neighbours. */
  void add(ObjectSum own, ObjectSum ofNeighbours) {
    objects.add(own);
    neighbours.add(ofNeighbours);
  }

  /** Whether it differs from another one in the objects of neighbours, if at all. */
  static boolean isSameButForNeighbours(String one, String other) {
    return own(one).equals(own(other));
  }

  /** Whether objects of neighbours are in it. */
  static boolean hasNeighbours(String hex) {
    return hex.indexOf(NEIGHBOURS) >= 0;
  }

  private static String own(String hex) {
    return hasNeighbours(hex) ? hex.substring(0, hex.indexOf(NEIGHBOURS)) : hex;
  }

  /** 64 hexadecimal digits; with neighbours, a plus sign and 32 more. */
  public String hex() {
    StringBuilder text = new StringBuilder(TRANSFORM);
    for (TrustedTable.Column column : table.columns()) {
      append(text, column.name(), column.type(), column.from(), rule(column.rule()));
      column.rule().digits().ifPresent(digits -> append(text, digits));
      append(text, column.required(), column.stored());
    }
    TrustedTable.Dedupe dedupe = table.rows().dedupe();
    append(text, String.join(" ", dedupe.by()), table.rows().sortBy(), table.rows().filter());
    append(text, format);
    if (dedupe.isContent()) {
      append(text, "content");
    }
    dedupe.latest().ifPresent(latest -> append(text, "latest, of equal ones the last", latest));
    dedupe.deleted().ifPresent(condition -> append(text, "deleted", condition));
    for (RowCheck check : table.checks().rows()) {
      append(text, check.name(), check.severity(), check.rule());
      if (check.rule() instanceof RowRule.In in) {
        append(text, in.values().toArray());
      }
    }
    String own = sha256(text.append('\n').append(objects).toString());
    return neighbours.count() == 0
        ? own
        : own + NEIGHBOURS + sha256(neighbours.toString()).substring(0, NEIGHBOURS_LENGTH);
  }

  private static String rule(ColumnRule rule) {
    return "ColumnRule[nullIf=%s, joinBy=%s, format=%s, onFail=%s, maxNull=%s]"
        .formatted(rule.nullIf(), rule.joinBy(), rule.format(), rule.onFail(), rule.maxNull());
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

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
