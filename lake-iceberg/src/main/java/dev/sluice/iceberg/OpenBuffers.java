package dev.sluice.iceberg;

/**
 * Memory for the row groups of files that are open at the same time. Each gets half of what is left
 * when it is opened, so that the first ones, of which there are seldom more, have large ones.
 */
final class OpenBuffers {
  static final long MOST = 64L << 20;

  /** Also where nothing is left: smaller row groups cost readers more than they are worth. */
  static final long LEAST = 1L << 20;

  private long left;

  /**
   * Nothing is open.
   *
   * @param bytes for all files together, and {@link #LEAST} more for each that finds nothing left
   */
  OpenBuffers(long bytes) {
    left = bytes;
  }

  /**
   * A quarter of the heap: rows that are sorted have another one.
   *
   * @param atOnce how many units are written at once, each with its share
   */
  static OpenBuffers ofHeap(int atOnce) {
    return new OpenBuffers(Runtime.getRuntime().maxMemory() / 4 / atOnce);
  }

  /** The bytes for a file that is opened. */
  long take() {
    long share = Math.max(LEAST, Math.min(MOST, left / 2));
    left -= share;
    return share;
  }

  /** That file is closed. */
  void giveBack(long share) {
    left += share;
  }
}
