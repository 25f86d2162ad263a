package dev.sluice.local.lake;

import dev.sluice.localaws.clock.ActionFailure;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What went wrong in a lake, for the console and the report: the last 100, and how many. A full
 * disk makes everything fail: it is said in one sentence, at most once a minute.
 */
public final class LakeTrouble {
  /** The subject of a full disk, whose trouble is over when there is room. */
  public static final String DISK = "disk";

  private static final int KEPT = 100;
  private static final String FULL = "No space left on device";
  private static final long AGAIN_NANOS = 60_000_000_000L;
  private static final long QUIET_NANOS = 5_000_000_000L;

  private final Path directory;
  private final LongSupplier nanoTime;
  private final Deque<String> last = new ArrayDeque<>();
  private long count;
  private BiConsumer<String, String> listener = (subject, text) -> {};
  private Consumer<String> onRoom = text -> {};
  private Runnable onFullDisk = () -> {};
  private boolean diskFull;
  private long fullAt;
  private long saidAt;

  LakeTrouble(Path directory) {
    this(directory, System::nanoTime);
  }

  /**
   * @param nanoTime counts real nanoseconds
   */
  LakeTrouble(Path directory, LongSupplier nanoTime) {
    this.directory = directory;
    this.nanoTime = nanoTime;
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
      add(text, text);
    }
  }

  private synchronized void add(String subject, String text) {
    count++;
    last.addLast(text);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    listener.accept(subject, text);
  }

  /** Nothing more can be written for now. */
  void diskIsFull() {
    Runnable told;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      fullAt = now;
      if (!diskFull || now - saidAt > AGAIN_NANOS) {
        saidAt = now;
        add(
            DISK,
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
    if (diskFull && nanoTime.getAsLong() - fullAt > QUIET_NANOS) {
      diskFull = false;
      onRoom.accept("there is room again on the disk of %s.".formatted(directory));
    }
  }

  /** Calls the listener whenever something could not be written since the disk is full. */
  public synchronized void onFullDisk(Runnable newListener) {
    onFullDisk = newListener;
  }

  /** Calls the listener for everything from now on, with its subject and what is said of it. */
  public synchronized void onTrouble(BiConsumer<String, String> newListener) {
    listener = newListener;
  }

  /** Calls the listener with a sentence when a full disk has room again. */
  public synchronized void onRoom(Consumer<String> newListener) {
    onRoom = newListener;
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
