package dev.sluice.core.run;

import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.state.Lease;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import java.util.List;

/** What a run becomes when something went well or wrong. Pure. */
final class RunOutcomes {
  static final int MOST_ATTEMPTS = 3;

  private static final String SQL_REMEDY =
      "Correct its SQL in pipelines/ and deploy; or, if the engine was at fault, leave it: the next"
          + " run tries again.";
  private static final String JOB_REMEDY =
      "See the job run's log. What was done is kept; the next schedule starts a new run.";
  private static final String CRAWL_REMEDY =
      "See the crawler's log, and whether its role may read the lake; the next run crawls again.";

  private RunOutcomes() {}

  /** The run in a step with statements; those that are blocked are failures of it. */
  static Run planned(Run run, List<Task> statements) {
    return run.withTasks(statements)
        .withFailures(
            statements.stream()
                .filter(statement -> statement.state() == Task.State.FAILED)
                .filter(statement -> !run.tasks().contains(statement))
                .map(statement -> failure(run.step(), statement))
                .toList());
  }

  /** The run after a table was given up. */
  static Run blocked(Run run, Task table, String failed) {
    Task after = table.blocked("it reads '%s', which failed".formatted(failed));
    return run.with(after).withFailures(List.of(failure(run.step(), after)));
  }

  /** The run after the status of a task's execution was received. */
  static Run statusReceived(Run run, Task task, ExecutionStatus status) {
    if (status instanceof ExecutionStatus.Succeeded succeeded) {
      return run.with(
          run.step() == Run.Step.REFINE ? task.made() : task.succeeded(succeeded.key()));
    }
    if (!(status instanceof ExecutionStatus.Failed failed)) {
      return run;
    }
    Task after = task.failed(failed.reason(), MOST_ATTEMPTS);
    Run next = run.with(after);
    return after.isEnded() ? next.withFailures(List.of(failure(run.step(), after))) : next;
  }

  /** The run after a task could not be started, or it is not known whether it was. */
  static Run notStarted(Run run, Task task, String reason) {
    return missed(run, task, "it can't be started: " + reason);
  }

  /** The run after a table could not be swapped. */
  static Run swapFailed(Run run, Task table, String reason) {
    return missed(run, table, "its rows can't be swapped in: " + reason);
  }

  private static Run missed(Run run, Task task, String reason) {
    Task after = task.missed(reason, MOST_ATTEMPTS);
    Run next = run.with(after);
    return after.isEnded() ? next.withFailures(List.of(failure(run.step(), after))) : next;
  }

  private static Run.Failure failure(Run.Step step, Task task) {
    return switch (step) {
      case CHECKS, KEYS -> failure(step, "Check '" + task.name() + "'", task, SQL_REMEDY);
      case REFINE -> failure(step, "Table '" + task.name() + "'", task, SQL_REMEDY);
      case QUERIES -> failure(step, "Query '" + task.name() + "'", task, SQL_REMEDY);
      case TRANSFORM -> failure(step, "The transform job", task, JOB_REMEDY);
      case CRAWL_RAW -> failure(step, "The crawler of raw", task, CRAWL_REMEDY);
      case CRAWL_TRUSTED -> failure(step, "The crawler of trusted", task, CRAWL_REMEDY);
      case CATALOG, SUCCEEDED, NOTHING_TO_DO, FAILED ->
          throw new IllegalStateException("A run in step %s has no tasks".formatted(step));
    };
  }

  private static Run.Failure failure(Run.Step step, String what, Task task, String remedy) {
    String reason =
        task.executionId().isEmpty()
            ? "%s was %s: %s"
                .formatted(
                    what,
                    step == Run.Step.CHECKS || step == Run.Step.KEYS
                        ? "not made"
                        : "left as it was",
                    task.reason())
            : "%s failed %d times, at last %s: %s"
                .formatted(what, task.attempts(), task.executionId(), task.reason());
    return new Run.Failure(step, task.name(), reason, remedy);
  }

  static Run stepFailed(Run run, String reason) {
    return failedAttempt(
        run, reason, "Correct what the reason names; the next schedule starts a new run.");
  }

  /** The run after the invocation that had the lease did not come to its end in time. */
  static Run leaseExpired(Run run) {
    return failedAttempt(
        run,
        "the invocation that had the run never ended: out of memory, or of time (%s)"
            .formatted(run.lease().map(Lease::toString).orElse("?")),
        "See in the function's log which it was, and give it more memory or time in the template;"
            + " or partition raw finer. What was done is kept; the next schedule starts a new"
            + " run.");
  }

  private static Run failedAttempt(Run run, String reason, String remedy) {
    Run next = run.failedAttempt();
    if (next.attempts() < MOST_ATTEMPTS) {
      return next;
    }
    Run.Failure failure =
        new Run.Failure(
            run.step(),
            run.step().name(),
            "%s failed %d times, at last: %s".formatted(run.step(), next.attempts(), reason),
            remedy);
    return next.withFailures(List.of(failure)).to(Run.Step.FAILED);
  }
}
