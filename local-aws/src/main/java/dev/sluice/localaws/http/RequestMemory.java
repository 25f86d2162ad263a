package dev.sluice.localaws.http;

import java.util.concurrent.Semaphore;

/**
 * A part of the heap for requests. One that would need more waits for others to end, which its
 * client feels as a slow answer.
 */
final class RequestMemory {
  /** What so many threads may take without asking. */
  private static final int SMALL = 16 << 10;

  private final int kilobytes;
  private final int copies;
  private final Semaphore free;

  private RequestMemory(int kilobytes, int copies) {
    this.kilobytes = kilobytes;
    this.copies = copies;
    this.free = new Semaphore(kilobytes, true);
  }

  /**
   * A fraction of the heap.
   *
   * @param copies of its body that a request needs
   */
  static RequestMemory ofHeap(int fraction, int copies) {
    long kilobytes = Runtime.getRuntime().maxMemory() / fraction >> 10;
    return new RequestMemory((int) Math.min(kilobytes, 1 << 20), copies);
  }

  /** Takes what a body of so many bytes needs, when it is free; returns what to give back. */
  int take(long bytes) {
    int needed = bytes <= SMALL ? 0 : (int) Math.min(kilobytes, (bytes * copies) >> 10);
    if (needed > 0) { // which would else queue behind those that wait
      free.acquireUninterruptibly(needed);
    }
    return needed;
  }

  void giveBack(int taken) {
    free.release(taken);
  }
}
