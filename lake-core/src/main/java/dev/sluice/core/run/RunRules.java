package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run does next. Pure: all effects are the session's.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>step<th>what is done<th>next
 *   <tr><td>CRAWL_RAW<td>with crawlers: crawl raw if it has partitions that the last successful
 *       crawl has not seen. One that fails three times is a failure of the run, which goes
 *       on<td>TRANSFORM
 *   <tr><td>TRANSFORM<td>embedded: bring partitions up to date until the time is used up. Job: start
 *       it if any is not. A partition that can't be made, as of a raw object that can't be
 *       read, is a failure of the run, which goes on without it<td>CATALOG when all are done; else TRANSFORM, at the next schedule. FAILED if the
 *       job fails three times
 *   <tr><td>CATALOG<td>declare the trusted tables. One that differs from what the catalog has, or that
 *       can't be declared in three attempts, is a failure of the run, and what reads it is left as it
 *       was<td>CRAWL_TRUSTED
 *   <tr><td>CRAWL_TRUSTED<td>with crawlers: register the partitions if there are any that the last
 *       successful crawl has not seen<td>CHECKS; FAILED if it fails three times
 *   <tr><td>CHECKS<td>start the statement of each check of a trusted table whose data or SQL changed
 *       since its last success; ask for its state as for queries. When all have ended, judge all
 *       checks and write what does not hold into the table of checks. One with severity fail that
 *       doesn't hold, or one that fails three times, is a failure of the run; what reads a table
 *       whose check with severity fail doesn't hold is left as it was<td>itself until all are
 *       judged, then REFINE. A check that was deployed meanwhile waits for the next run
 *   <tr><td>REFINE<td>start each refined table whose data or SQL changed since its last success, once
 *       those that it reads are swapped; ask for its state as for queries; swap what was made. One
 *       that fails three times is a failure of the run, and those that read it are left as they
 *       were. A view is declared if its SQL or what it reads is declared differently, whatever the
 *       rows<td>itself until all have ended, then KEYS
 *   <tr><td>KEYS<td>if refined tables have keys: as CHECKS, of them; none keeps anything from being
 *       made<td>itself until all are judged, then QUERIES
 *   <tr><td>QUERIES<td>start each query whose data or text changed since its last success<td>itself
 *       until all have ended. Then FAILED if anything failed; SUCCEEDED if anything changed; else
 *       NOTHING_TO_DO
 *   <tr><td>with a crawler that finds the trusted tables<td>CRAWL_TRUSTED comes before CATALOG, which
 *       declares nothing: it compares what was found with the pipeline<td>CHECKS
 *   <tr><td>any that waits<td>ask for the state of what ended when its event comes, of all at each
 *       schedule and watchdog. A crawler or job that is at work for somebody else is waited for,
 *       then started: it may have passed by what came since it began<td>itself
 *   <tr><td>any<td>throws, or the invocation that has the lease dies<td>the same step at the next
 *       schedule (after the lease); the third time FAILED
 * </table>
 *
 * @param hasJob whether a job transforms, and not the function
 * @param tables how the catalog comes to know the trusted tables
 */
record RunRules(Pipeline pipeline, boolean hasJob, Tables tables) {
  /** How the catalog comes to know the trusted tables. */
  enum Tables {
    /** The run declares them, and their partitions are computed. */
    DECLARED,
    /** The run declares them, and a crawler registers their partitions. */
    CRAWLED,
    /** A crawler finds them with their partitions. */
    FOUND;

    static Tables of(Optional<Crawlers> crawlers) {
      return crawlers.map(some -> some.findsTrusted() ? FOUND : CRAWLED).orElse(DECLARED);
    }
  }

  /** What is to be done now. */
  sealed interface Action {
    /** Bring partitions up to date. */
    record Transform() implements Action {}

    /** See whether the step's crawl or job is needed. */
    record PlanService() implements Action {}

    /** Start the step's crawl or job. */
    record StartService(Task task) implements Action {}

    /** Go on to the next step. */
    record Advance() implements Action {}

    /** Declare the tables, or see whether they were found. */
    record Declare() implements Action {}

    /** Start a refined table. */
    record Make(Task table) implements Action {}

    /** Let readers see a refined table's new rows. */
    record Swap(Task table) implements Action {}

    /** Give a refined table up, as one that it reads failed. */
    record Block(Task table, String failed) implements Action {}

    /** Start a query, or the statement of a check. */
    record Start(Task query) implements Action {}

    /** See what came of the checks. */
    record Judge() implements Action {}

    /** Get the status of a task's execution. */
    record Poll(Task task) implements Action {}

    /** Nothing until something happens. */
    record Rest() implements Action {}

    /** Close the run. */
    record End(Run.Step as) implements Action {}
  }

  /** The step with which a run begins. */
  Run.Step first() {
    return tables == Tables.DECLARED ? Run.Step.TRANSFORM : Run.Step.CRAWL_RAW;
  }

  /** The step after one whose work is done. */
  Run.Step after(Run.Step step) {
    return switch (step) {
      case CRAWL_RAW -> Run.Step.TRANSFORM;
      case TRANSFORM -> tables == Tables.FOUND ? Run.Step.CRAWL_TRUSTED : Run.Step.CATALOG;
      case CATALOG -> tables == Tables.CRAWLED ? Run.Step.CRAWL_TRUSTED : Run.Step.CHECKS;
      case CRAWL_TRUSTED -> tables == Tables.FOUND ? Run.Step.CATALOG : Run.Step.CHECKS;
      case CHECKS -> pipeline.refined().isEmpty() ? Run.Step.QUERIES : Run.Step.REFINE;
      case REFINE ->
          CheckStatement.of(pipeline, Run.Step.KEYS).isEmpty() ? Run.Step.QUERIES : Run.Step.KEYS;
      case KEYS -> Run.Step.QUERIES;
      case QUERIES, SUCCEEDED, NOTHING_TO_DO, FAILED ->
          throw new IllegalArgumentException("The step after %s is not fixed".formatted(step));
    };
  }

  /**
   * The next action.
   *
   * @param toPoll the executions whose state is not known yet in this invocation
   */
  Action next(Run run, Set<String> toPoll) {
    return switch (run.step()) {
      case TRANSFORM -> hasJob ? nextOfService(run, toPoll) : new Action.Transform();
      case CRAWL_RAW, CRAWL_TRUSTED -> nextOfService(run, toPoll);
      case CATALOG -> new Action.Declare();
      case CHECKS, KEYS ->
          nextOfStatements(CheckStatement.declared(pipeline, run), toPoll, new Action.Judge());
      case REFINE -> nextOfRefined(run, toPoll);
      case QUERIES -> nextOfStatements(run, toPoll, new Action.End(end(run)));
      case SUCCEEDED, NOTHING_TO_DO, FAILED -> new Action.Rest();
    };
  }

  private static Action nextOfService(Run run, Set<String> toPoll) {
    if (run.tasks().isEmpty()) {
      return new Action.PlanService();
    }
    Task task = run.tasks().get(0);
    return switch (task.state()) {
      case WAITING -> new Action.StartService(task);
      case RUNNING ->
          toPoll.contains(task.executionId()) ? new Action.Poll(task) : new Action.Rest();
      case FAILED ->
          run.step() == Run.Step.CRAWL_RAW ? new Action.Advance() : new Action.End(Run.Step.FAILED);
      case MADE, SUCCEEDED -> new Action.Advance();
    };
  }

  /**
   * @param last what is to be done when all have ended
   */
  private static Action nextOfStatements(Run run, Set<String> toPoll, Action last) {
    for (Task statement : run.tasks()) {
      if (statement.state() == Task.State.WAITING) {
        return new Action.Start(statement);
      }
    }
    for (Task statement : run.tasks()) {
      if (statement.state() == Task.State.RUNNING && toPoll.contains(statement.executionId())) {
        return new Action.Poll(statement);
      }
    }
    return run.tasks().stream().allMatch(Task::isEnded) ? last : new Action.Rest();
  }

  private static Run.Step end(Run run) {
    if (!run.failures().isEmpty()) {
      return Run.Step.FAILED;
    }
    return run.changed() ? Run.Step.SUCCEEDED : Run.Step.NOTHING_TO_DO;
  }

  private Action nextOfRefined(Run run, Set<String> toPoll) {
    for (Task table : run.refined()) {
      Optional<Action> action =
          switch (table.state()) {
            case WAITING -> begin(run, table);
            case RUNNING ->
                Optional.<Action>of(new Action.Poll(table))
                    .filter(poll -> toPoll.contains(table.executionId()));
            case MADE -> Optional.of(new Action.Swap(table));
            case SUCCEEDED, FAILED -> Optional.empty();
          };
      if (action.isPresent()) {
        return action.get();
      }
    }
    return run.refined().stream().allMatch(Task::isEnded)
        ? new Action.Advance()
        : new Action.Rest();
  }

  /** Empty: it has to wait for others. */
  private Optional<Action> begin(Run run, Task table) {
    Set<String> reads =
        pipeline.refined().stream()
            .filter(declared -> declared.name().equals(table.name()))
            .flatMap(declared -> declared.reads().stream())
            .collect(Collectors.toSet());
    List<Task> before =
        run.refined().stream().filter(other -> reads.contains(other.name())).toList();
    for (Task other : before) {
      if (other.state() == Task.State.FAILED) {
        return Optional.of(new Action.Block(table, other.name()));
      }
    }
    return before.stream().allMatch(Task::isEnded)
        ? Optional.of(new Action.Make(table))
        : Optional.empty();
  }
}
