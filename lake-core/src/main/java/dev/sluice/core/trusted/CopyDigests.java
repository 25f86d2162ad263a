package dev.sluice.core.trusted;

import dev.sluice.core.trusted.rows.DigestSet;
import dev.sluice.core.trusted.rows.RowDigest;

/**
 * Digests of rows of earlier partitions, by which copies are known; as many as there is memory for:
 * those from a number on, up to one that comes down whenever they are too many. Those beyond it are
 * for another look.
 */
final class CopyDigests {
  /** What a digest takes, at most. */
  private static final int BYTES = 64;

  /** How many are held at least: some of the same row, in several sets. */
  private static final int LEAST = 16;

  /** A range has at least so many bits, so that there are not endless looks. */
  private static final int RANGE_BITS = 52;

  private final long most;

  /** The range of the digests' high halves, both included, as unsigned numbers. */
  private final long from;

  private long to = -1;

  /** Copies of any row. */
  private final DigestSet copies = new DigestSet();

  /** Rows of the partition itself whose event time is too far from arrival. */
  private final DigestSet far = new DigestSet();

  private final DigestSet copiesOfFar = new DigestSet();

  /** Of the object that is being read. */
  private DigestSet found = new DigestSet();

  CopyDigests(long bytes, long from) {
    most = Math.max(LEAST, bytes / BYTES);
    this.from = from;
  }

  /** Begins an object; what was found in one that was not read to its end is forgotten. */
  void begin() {
    found = new DigestSet();
  }

  void find(RowDigest digest) {
    if (!isInRange(digest.high())) {
      return;
    }
    found.add(digest);
    while (held() > most && to - from >>> RANGE_BITS != 0) {
      to = from + (to - from >>> 1);
      copies.retain(this::isInRange);
      far.retain(this::isInRange);
      copiesOfFar.retain(this::isInRange);
      found.retain(this::isInRange);
    }
  }

  /** Finds a row if it is one of those too far from arrival. */
  void findOfFar(RowDigest digest) {
    if (far.contains(digest)) {
      find(digest);
    }
  }

  private boolean isInRange(long high) {
    return Long.compareUnsigned(high - from, to - from) <= 0;
  }

  private long held() {
    return (long) copies.size() + far.size() + copiesOfFar.size() + found.size();
  }

  void addCopies() {
    copies.addAll(found);
  }

  void addFar() {
    far.addAll(found);
  }

  void addCopiesOfFar() {
    copiesOfFar.addAll(found);
  }

  /** Whether a copy of the row was found. */
  boolean contains(RowDigest digest, boolean isFar) {
    return copies.contains(digest) || (isFar && copiesOfFar.contains(digest));
  }

  /** Whether there are digests beyond these. */
  boolean hasNext() {
    return to != -1;
  }

  /** Where those beyond begin. */
  long next() {
    return to + 1;
  }
}
