package dev.sluice.core.trusted.rows;

/** A set of row digests: 32 to 64 bytes each. */
public final class DigestSet {
  private static final int LEAST = 64;

  /** Pairs of high and low; both zero: free. */
  private long[] table = new long[2 * LEAST];

  private int size;

  /** Adds the digest. */
  public void add(RowDigest digest) {
    if (4L * (size + 1) > table.length) {
      grow();
    }
    put(digest.high(), digest.low());
  }

  private void grow() {
    long[] old = table;
    table = new long[Math.multiplyExact(old.length, 2)];
    size = 0;
    for (int at = 0; at < old.length; at += 2) {
      if (old[at] != 0 || old[at + 1] != 0) {
        put(old[at], old[at + 1]);
      }
    }
  }

  private void put(long high, long low) {
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

  /** Whether none was added. */
  public boolean isEmpty() {
    return size == 0;
  }
}
