package dev.sluice.localaws.job;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Processes that end when the test says so. */
final class FakeLauncher implements JobLauncher {
  final List<FakeProcess> started = new CopyOnWriteArrayList<>();
  final List<JobTask> tasks = new CopyOnWriteArrayList<>();
  final Deque<String> refusals = new ArrayDeque<>();
  final Deque<String> outcomes = new ArrayDeque<>();

  /** Ends the next processes at once: with success if the text is empty. */
  FakeLauncher ending(String... failures) {
    outcomes.addAll(List.of(failures));
    return this;
  }

  @Override
  public synchronized Started start(JobTask task) throws IOException {
    tasks.add(task);
    if (!refusals.isEmpty()) {
      throw new IOException(refusals.removeFirst());
    }
    FakeProcess process = new FakeProcess();
    started.add(process);
    if (!outcomes.isEmpty()) {
      process.end(outcomes.removeFirst());
    }
    return process;
  }

  static final class FakeProcess implements Started {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String failure = "";
    volatile boolean cleared;

    void end(String why) {
      failure = why;
      ended.countDown();
    }

    @Override
    public boolean await(Duration limit) throws InterruptedException {
      return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<String> failure() {
      return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    }

    @Override
    public void kill() {
      if (ended.getCount() > 0) {
        end("killed");
      }
    }

    @Override
    public void clear() {
      cleared = true;
    }
  }
}
