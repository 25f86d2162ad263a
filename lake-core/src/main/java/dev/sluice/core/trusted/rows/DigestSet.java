package dev.sluice.core.trusted.rows;

import java.util.function.LongPredicate;

/** A set of row digests: 32 to 64 bytes each. */
public final class DigestSet {
  private static final int LEAST = 64;

  /** Pairs of high and low; both zero: free. */
  private long[] table = new long[2 * LEAST];

  private int size;

  /** Adds the digest. */
  public void add(RowDigest digest) {
    add(digest.high(), digest.low());
  }

  /** Adds the digests of another set. */
  public void addAll(DigestSet other) {
    addAll(other.table, high -> true);
  }

  private void addAll(long[] digests, LongPredicate kept) {
    for (int at = 0; at < digests.length; at += 2) {
      if ((digests[at] != 0 || digests[at + 1] != 0) && kept.test(digests[at])) {
        add(digests[at], digests[at + 1]);
      }
    }
  }

  /** Keeps only digests whose high half passes. */
  public void retain(LongPredicate kept) {
    rebuild(2 * LEAST, kept);
  }

  private void rebuild(int length, LongPredicate kept) {
    long[] old = table;
    table = new long[length];
    size = 0;
    addAll(old, kept);
  }

  private void add(long high, long low) {
    if (4L * (size + 1) > table.length) {
      rebuild(Math.multiplyExact(table.length, 2), any -> true);
    }
    int at = place(high, low);
    if (table[at] == 0 && table[at + 1] == 0) {
      table[at] = high;
      table[at + 1] = low;
      size++;
    }
  }

  /** Whether the digest was added. */
  public boolean contains(RowDigest digest) {
    int at = place(digest.high(), digest.low());
    return table[at] == digest.high() && table[at + 1] == digest.low() && size > 0;
  }

  /** Where the digest is, or would be put. */
  private int place(long high, long low) {
    int mask = table.length - 1;
    int at = (int) low << 1 & mask;
    while ((table[at] != 0 || table[at + 1] != 0) && (table[at] != high || table[at + 1] != low)) {
      at = at + 2 & mask;
    }
    return at;
  }

  /** How many digests there are. */
  public int size() {
    return size;
  }
}
