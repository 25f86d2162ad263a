package dev.sluice.core.trusted.rows;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The memory in which partitions' rows were, kept for the next partitions'. Fresh memory is cleared
 * before it is used, and grows by being copied, which takes a tenth of a partition's time.
 * Thread-safe: who comes while all of it is used gets memory of its own.
 */
public final class RowMemory {
  private static final int FIRST = 1 << 16;

  private final int most;
  private final long mostBytes;
  private final Deque<byte[]> spare = new ArrayDeque<>();

  /** Of one partition after the other. */
  public RowMemory() {
    this(1, Long.MAX_VALUE);
  }

  /**
   * Of several partitions at once.
   *
   * @param most how many pieces are kept
   * @param mostBytes how large each may be; a larger one is not kept
   */
  public RowMemory(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** What is there, or a little. */
  synchronized byte[] take() {
    byte[] kept = spare.poll();
    return kept == null ? new byte[FIRST] : kept;
  }

  /** Keeps what is not used any longer. */
  synchronized void giveBack(byte[] bytes) {
    if (bytes.length > mostBytes) {
      return;
    }
    if (spare.size() == most) {
      spare.removeLast();
    }
    spare.push(bytes);
  }

  /** Keeps nothing of what is there, so that others can have it. */
  public synchronized void clear() {
    spare.clear();
  }
}
