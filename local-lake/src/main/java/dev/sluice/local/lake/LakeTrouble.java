package dev.sluice.local.lake;

import dev.sluice.local.clock.ActionFailure;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What went wrong in a lake, for the console and the report: the last 100, and how many. A full
 * disk makes everything fail: it is said in one sentence, at most once a minute.
 */
public final class LakeTrouble {
  private static final int KEPT = 100;
  private static final String FULL = "No space left on device";
  private static final long AGAIN_NANOS = 60_000_000_000L;
  private static final long QUIET_NANOS = 5_000_000_000L;

  private final Path directory;
  private final Deque<String> last = new ArrayDeque<>();
  private long count;
  private Consumer<String> listener = text -> {};
  private Runnable onFullDisk = () -> {};
  private boolean diskFull;
  private long fullAt;
  private long saidAt;

  LakeTrouble(Path directory) {
    this.directory = directory;
  }

  void report(ActionFailure failure) {
    for (Throwable cause = failure.cause(); cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(FULL)) {
        diskIsFull();
        return;
      }
    }
    report(failure.toString());
  }

  void report(String text) {
    if (text.contains(FULL)) {
      diskIsFull();
    } else {
      add(text);
    }
  }

  private synchronized void add(String text) {
    count++;
    last.addLast(text);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    listener.accept(text);
  }

  /** Nothing more can be written for now. */
  void diskIsFull() {
    Runnable told;
    synchronized (this) {
      long now = System.nanoTime();
      fullAt = now;
      if (!diskFull || now - saidAt > AGAIN_NANOS) {
        saidAt = now;
        add(
            "the disk of %s is full: what can't be written is refused, nothing that was acknowledged is lost. Make room, and the lake goes on."
                .formatted(directory));
      }
      diskFull = true;
      told = onFullDisk;
    }
    told.run();
  }

  /** There is room, as far as one can tell: it is believed when nothing has failed for a while. */
  synchronized void diskHasRoom() {
    if (diskFull && System.nanoTime() - fullAt > QUIET_NANOS) {
      diskFull = false;
      add("there is room again on the disk of %s.".formatted(directory));
    }
  }

  /** Calls the listener whenever something could not be written since the disk is full. */
  public synchronized void onFullDisk(Runnable newListener) {
    onFullDisk = newListener;
  }

  /** Calls the listener for everything from now on. */
  public synchronized void onTrouble(Consumer<String> newListener) {
    listener = newListener;
  }

  /** How many there were. */
  public synchronized long count() {
    return count;
  }

  /** The last ones, oldest first. */
  public synchronized List<String> last() {
    return List.copyOf(last);
  }
}
