package dev.sluice.core.lake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Keeps which objects it was asked for, and lets threads other than its maker's wait. */
final class AskedStore extends InMemoryObjectStore {
  private final List<String> asked = new ArrayList<>();

  /** Each time that a key is in it, a request for that object fails. */
  final List<String> failing = Collections.synchronizedList(new ArrayList<>());

  private final Thread reader = Thread.currentThread();
  private boolean isHeld;
  private int atOnce;

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    synchronized (asked) {
      asked.add(key);
      atOnce++;
      asked.notifyAll();
      try {
        while (isHeld && Thread.currentThread() != reader) {
          asked.wait();
        }
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      } finally {
        atOnce--;
        asked.notifyAll();
      }
      if (failing.remove(key)) {
        throw new IOException("the connection was reset");
      }
    }
    return super.get(key);
  }

  void hold(boolean held) {
    synchronized (asked) {
      isHeld = held;
      asked.notifyAll();
    }
  }

  void awaitAsked(int count) throws InterruptedException {
    synchronized (asked) {
      while (asked.size() < count) {
        asked.wait();
      }
    }
  }

  List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  int atOnce() {
    synchronized (asked) {
      return atOnce;
    }
  }
}
