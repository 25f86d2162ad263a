package dev.sluice.local.play;

import dev.sluice.localaws.fault.FaultPlan;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Kills a function's processes at its first PUT below a path, before anything is stored, and at the
 * next one there after storing. All other faults are those of another plan, until {@link #calm}.
 */
final class KillingFaults implements FaultPlan {
  private final String path;
  private final FaultPlan others;
  private final AtomicBoolean killedBefore = new AtomicBoolean();
  private final AtomicBoolean killedAfter = new AtomicBoolean();
  private volatile Supplier<List<Long>> pids = List::of;
  private volatile boolean calm;

  KillingFaults(String path, FaultPlan others) {
    this.path = path;
    this.others = others;
  }

  void aimAt(Supplier<List<Long>> processes) {
    pids = processes;
  }

  void calm() {
    calm = true;
  }

  boolean killedTwice() {
    return killedBefore.get() && killedAfter.get();
  }

  @Override
  public boolean losesS3Request(String method, String requested) {
    return method.equals("PUT") && requested.contains(path) && kills(killedBefore);
  }

  @Override
  public boolean losesS3Answer(String requested) {
    return requested.contains(path) && killedBefore.get() && kills(killedAfter);
  }

  private boolean kills(AtomicBoolean done) {
    if (!done.compareAndSet(false, true)) {
      return false;
    }
    for (long pid : pids.get()) {
      ProcessHandle.of(pid)
          .ifPresent(
              process -> {
                process.destroyForcibly(); // SIGKILL
                process.onExit().join();
              });
    }
    return true;
  }

  @Override
  public CallFault putCall() {
    return calm ? CallFault.NONE : others.putCall();
  }

  @Override
  public boolean failsRecord() {
    return !calm && others.failsRecord();
  }

  @Override
  public boolean slowsS3Down() {
    return !calm && others.slowsS3Down();
  }
}
