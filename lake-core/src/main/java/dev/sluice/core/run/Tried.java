package dev.sluice.core.run;

import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import java.util.HashSet;
import java.util.Set;

/** Tasks that an invocation could not start or swap: the next one tries again. */
final class Tried {
  private final Set<String> tasks = new HashSet<>();

  /** The executions that an invocation asks about: the one that ended, or all. */
  static Set<String> toAsk(Wake wake, Run run) {
    Set<String> toAsk = new HashSet<>();
    if (wake.cause() instanceof Wake.Cause.TaskEnded ended) {
      toAsk.add(ended.executionId());
    } else {
      run.tasks().forEach(task -> toAsk.add(task.executionId()));
    }
    toAsk.remove(""); // of what was never started
    return toAsk;
  }

  void add(Run run, Task task) {
    tasks.add(run.step() + task.name());
  }

  /** The run in which those rest. */
  Run without(Run run) {
    Run left = run;
    for (Task task : run.tasks()) {
      boolean isDue = task.state() == Task.State.WAITING || task.state() == Task.State.MADE;
      left = isDue && tasks.contains(run.step() + task.name()) ? left.with(task.resting()) : left;
    }
    return left;
  }
}
