package dev.sluice.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.spark.sql.Row;

/**
 * Lets Spark, which asks for row after row, take from a reader that gives row after row: the reader
 * works in a thread of its own, a few blocks ahead. Close it, also before the end.
 */
final class RowFeed implements Iterator<Row>, AutoCloseable {
  private static final int BLOCK_ROWS = 512;
  private static final long BLOCK_BYTES = 1 << 20;
  private static final int BLOCKS_AHEAD = 4;

  /** Gives its rows to the feed. */
  interface Giver {
    void giveTo(RowFeed feed);
  }

  /** Rows; or the end, perhaps with what went wrong. */
  private record Block(List<Row> rows, boolean isLast, Throwable failure) {}

  private final BlockingQueue<Block> blocks = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
  private final Thread thread;
  private List<Row> filling = new ArrayList<>(BLOCK_ROWS);
  private long fillingBytes;
  private Block taking = new Block(List.of(), false, null);
  private int taken;

  RowFeed(Giver giver) {
    thread = new Thread(() -> run(giver), "sluice-raw-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Giver giver) {
    try {
      giver.giveTo(this);
      blocks.put(new Block(filling, true, null));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (ClosedException closed) {
      return;
    } catch (Throwable e) {
      putLast(e);
    }
  }

  private void putLast(Throwable failure) {
    try {
      blocks.put(new Block(List.of(), true, failure));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called by the giver. */
  void add(Row row, int bytes) {
    filling.add(row);
    fillingBytes += bytes;
    if (filling.size() < BLOCK_ROWS && fillingBytes < BLOCK_BYTES) {
      return;
    }
    try {
      blocks.put(new Block(filling, false, null));
    } catch (InterruptedException closed) {
      throw new ClosedException(closed);
    }
    filling = new ArrayList<>(BLOCK_ROWS);
    fillingBytes = 0;
  }

  @Override
  public boolean hasNext() {
    while (taken == taking.rows().size() && !taking.isLast()) {
      taken = 0;
      try {
        taking = blocks.take();
      } catch (InterruptedException killed) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The task was killed", killed);
      }
      if (taking.failure() != null) {
        throw new IllegalStateException("Reading raw failed", taking.failure());
      }
    }
    return taken < taking.rows().size();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return taking.rows().get(taken++);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClosedException(InterruptedException cause) {
      super(cause);
    }
  }
}
