package dev.sluice.local.lake;

import dev.sluice.local.clock.ActionFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What went wrong in a lake, for the console and the report: the last 100, and how many. */
public final class LakeTrouble {
  private static final int KEPT = 100;

  private final Deque<String> last = new ArrayDeque<>();
  private long count;
  private Consumer<String> listener = text -> {};

  void report(ActionFailure failure) {
    report(failure.toString());
  }

  synchronized void report(String text) {
    count++;
    last.addLast(text);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    listener.accept(text);
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
