package dev.sluice.core.run;

import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import java.util.HashSet;
import java.util.Set;

/** Tasks that an invocation could not start or swap: the next one tries again. */
final class DeferredTasks {
  private final Set<String> tasks = new HashSet<>();

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
