package dev.sluice.core.trusted;

import dev.sluice.core.trusted.parts.PartFolder;
import dev.sluice.core.trusted.parts.PartFolder.Step;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Does steps of a large partition, several at once, while there is time. At least one is done. When
 * one fails, no other is begun, and those that are at work are waited for; one that may have lacked
 * memory or room beside others is tried again alone.
 */
final class StepTurns implements AutoCloseable {
  private final PartitionTransform.Workspace workspace;
  private final PartFolder parts;
  private final Pace pace;
  private final TaskThreads threads;
  private final SortedMap<Integer, Throwable> failed = new TreeMap<>();
  private boolean hasBegun;
  private volatile boolean hasDone;

  StepTurns(PartitionTransform.Workspace workspace, PartFolder parts, Pace pace) {
    this.workspace = workspace;
    this.parts = parts;
    this.pace = pace;
    threads = new TaskThreads(workspace.atOnce().partitions());
  }

  /** Makes ready what a step does; only one is made ready at a time. */
  @FunctionalInterface
  interface Preparation {
    Work of(Step step) throws IOException;
  }

  /** What a step does; any thread may do it, beside others. */
  @FunctionalInterface
  interface Work {
    void perform(PartitionTransform.Workspace room) throws IOException;
  }

  /** Whether nothing should be begun any more. */
  boolean isShort() {
    return hasBegun && pace.isShort();
  }

  /** Does those that were not done; false: there is no time for all. */
  boolean goOn(List<Step> steps, Preparation preparation) throws IOException {
    boolean hasTime = true;
    List<Step> left = left(steps);
    while (!left.isEmpty() && hasTime) {
      begin(left, preparation);
      threads.awaitAll();
      hasTime = repeatFailed(steps, preparation);
      left = left(steps);
      hasTime &= !isShort();
    }
    return left.isEmpty();
  }

  private List<Step> left(List<Step> steps) {
    return steps.stream().filter(step -> !parts.isDone(step)).toList();
  }

  private void begin(List<Step> steps, Preparation preparation) {
    for (Step step : steps) {
      awaitFree();
      if (hasFailed() || isShort()) {
        return;
      }
      hasBegun = true;
      begin(step, preparation);
    }
  }

  private void begin(Step step, Preparation preparation) {
    try {
      Work work = preparation.of(step);
      threads.begin(() -> attempt(step, work));
    } catch (IOException | RuntimeException | Error e) {
      fail(step, e);
    }
  }

  private void awaitFree() {
    long ended = threads.ended();
    while (!threads.isFree()) {
      threads.awaitMore(ended);
      ended = threads.ended();
    }
  }

  private void attempt(Step step, Work work) {
    long started = pace.start();
    try {
      work.perform(workspace.share());
      hasDone = true;
    } catch (IOException | RuntimeException | Error e) {
      fail(step, e);
    } finally {
      pace.stop(started);
    }
  }

  private void fail(Step step, Throwable failure) {
    synchronized (failed) {
      failed.put(step.number(), failure);
    }
  }

  private boolean hasFailed() {
    synchronized (failed) {
      return !failed.isEmpty();
    }
  }

  /** Nothing else is at work; false: there is no time for it. */
  private boolean repeatFailed(List<Step> steps, Preparation preparation) throws IOException {
    for (Throwable each : failed.values()) {
      if (workspace.atOnce().partitions() == 1 || !LackOfRoom.mayBe(each)) {
        throwAgain(each);
      }
    }
    List<Step> again = failed.keySet().stream().map(steps::get).toList();
    failed.clear();
    for (Step step : again) {
      if (hasDone && pace.isShort()) {
        return false;
      }
      Work work = preparation.of(step);
      long started = pace.start();
      work.perform(workspace.whole());
      pace.stop(started);
      hasDone = true;
    }
    return true;
  }

  private static void throwAgain(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) failure;
  }

  /** Waits for what is at work. */
  @Override
  public void close() {
    threads.close();
  }
}
