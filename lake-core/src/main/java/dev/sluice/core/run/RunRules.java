package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run does next. Pure: all effects are the driver's.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>step<th>what is done<th>next
 *   <tr><td>TRANSFORM<td>bring partitions up to date until the time is used up<td>CATALOG when all
 *       are done; else TRANSFORM, at the next schedule. A raw object that can't be read is a failure
 *       of the run, which goes on without it
 *   <tr><td>CATALOG<td>declare the trusted tables<td>REFINE; FAILED if a table is incompatible
 *   <tr><td>REFINE<td>start each refined table whose data or SQL changed since its last success, once
 *       those that it reads are swapped; ask for its state as for queries; swap what was made. One
 *       that fails three times is a failure of the run, and those that read it are left as they
 *       were<td>itself until all have ended, then QUERIES
 *   <tr><td>QUERIES<td>start each query whose data or text changed since its last success; ask for
 *       the state of one when its event comes, of all at each schedule<td>itself until all have
 *       ended. Then FAILED if anything failed; SUCCEEDED if anything changed; else NOTHING_TO_DO
 *   <tr><td>any of these<td>throws, or the invocation that has the lease dies<td>the same step at the
 *       next schedule (after the lease); the third time FAILED
 * </table>
 */
final class RunRules {
  static final int MOST_ATTEMPTS = 3;

  private RunRules() {}

  /** What is to be done now. */
  sealed interface Action {
    /** Bring partitions up to date. */
    record Transform() implements Action {}

    /** Declare the tables. */
    record Declare() implements Action {}

    /** Start a refined table. */
    record Make(QueryRun table) implements Action {}

    /** Let readers see a refined table's new rows. */
    record Swap(QueryRun table) implements Action {}

    /** Give a refined table up, as one that it reads failed. */
    record Block(QueryRun table, String failed) implements Action {}

    /** See which queries are to be run. */
    record PlanQueries() implements Action {}

    /** Start a query. */
    record Start(QueryRun query) implements Action {}

    /** Ask how far a statement is. */
    record Ask(QueryRun query) implements Action {}

    /** Nothing until something happens. */
    record Rest() implements Action {}

    /** Close the run. */
    record End(Run.Step as) implements Action {}
  }

  /**
   * The next action.
   *
   * @param toAsk the executions whose state is not known yet in this invocation
   */
  static Action next(Pipeline pipeline, Run run, Set<String> toAsk) {
    return switch (run.step()) {
      case TRANSFORM -> new Action.Transform();
      case CATALOG -> new Action.Declare();
      case REFINE -> nextOfRefined(pipeline, run, toAsk);
      case QUERIES -> nextOfQueries(run, toAsk);
      default -> new Action.Rest();
    };
  }

  private static Action nextOfQueries(Run run, Set<String> toAsk) {
    for (QueryRun query : run.queries()) {
      if (query.state() == QueryRun.State.WAITING) {
        return new Action.Start(query);
      }
    }
    for (QueryRun query : run.queries()) {
      if (query.state() == QueryRun.State.RUNNING && toAsk.contains(query.executionId())) {
        return new Action.Ask(query);
      }
    }
    return run.queries().stream().allMatch(QueryRun::isEnded)
        ? new Action.End(end(run))
        : new Action.Rest();
  }

  private static Run.Step end(Run run) {
    if (!run.failures().isEmpty()) {
      return Run.Step.FAILED;
    }
    return run.changed() ? Run.Step.SUCCEEDED : Run.Step.NOTHING_TO_DO;
  }

  private static Action nextOfRefined(Pipeline pipeline, Run run, Set<String> toAsk) {
    for (QueryRun table : run.refined()) {
      Optional<Action> action =
          switch (table.state()) {
            case WAITING -> begin(pipeline, run, table);
            case RUNNING ->
                Optional.<Action>of(new Action.Ask(table))
                    .filter(ask -> toAsk.contains(table.executionId()));
            case MADE -> Optional.of(new Action.Swap(table));
            default -> Optional.empty();
          };
      if (action.isPresent()) {
        return action.get();
      }
    }
    return run.refined().stream().allMatch(QueryRun::isEnded)
        ? new Action.PlanQueries()
        : new Action.Rest();
  }

  /** Empty: it has to wait for others. */
  private static Optional<Action> begin(Pipeline pipeline, Run run, QueryRun table) {
    Set<String> reads =
        pipeline.refined().stream()
            .filter(declared -> declared.name().equals(table.name()))
            .flatMap(declared -> declared.reads().stream())
            .collect(Collectors.toSet());
    List<QueryRun> before =
        run.refined().stream().filter(other -> reads.contains(other.name())).toList();
    for (QueryRun other : before) {
      if (other.state() == QueryRun.State.FAILED) {
        return Optional.of(new Action.Block(table, other.name()));
      }
    }
    return before.stream().allMatch(QueryRun::isEnded)
        ? Optional.of(new Action.Make(table))
        : Optional.empty();
  }

  /** The run in a step with statements; those that are blocked are failures of it. */
  static Run planned(Run run, List<QueryRun> statements) {
    Run next =
        run.step() == Run.Step.REFINE ? run.withRefined(statements) : run.withQueries(statements);
    return next.withFailures(
        statements.stream()
            .filter(statement -> statement.state() == QueryRun.State.FAILED)
            .map(statement -> failure(run.step(), statement))
            .toList());
  }

  /** The run after a table was given up. */
  static Run blocked(Run run, QueryRun table, String failed) {
    QueryRun after = table.blocked("it reads '%s', which failed".formatted(failed));
    return run.with(after).withFailures(List.of(failure(run.step(), after)));
  }

  /** The run after a statement's state was heard of. */
  static Run heard(Run run, QueryRun statement, QueryEngine.QueryState state) {
    if (state instanceof QueryEngine.QueryState.Succeeded succeeded) {
      return run.with(
          run.step() == Run.Step.REFINE ? statement.made() : statement.succeeded(succeeded.key()));
    }
    if (!(state instanceof QueryEngine.QueryState.Failed failed)) {
      return run;
    }
    QueryRun after = statement.failed(failed.reason(), MOST_ATTEMPTS);
    Run next = run.with(after);
    return after.isEnded() ? next.withFailures(List.of(failure(run.step(), after))) : next;
  }

  private static Run.Failure failure(Run.Step step, QueryRun statement) {
    String what = step == Run.Step.REFINE ? "Table" : "Query";
    String reason =
        statement.executionId().isEmpty()
            ? "%s '%s' was left as it was: %s".formatted(what, statement.name(), statement.reason())
            : "%s '%s' failed %d times, at last %s: %s"
                .formatted(
                    what,
                    statement.name(),
                    statement.attempts(),
                    statement.executionId(),
                    statement.reason());
    return new Run.Failure(
        step,
        reason,
        "Mend its SQL in pipelines/ and deploy; or, if the engine was at fault, leave it: the next"
            + " run tries again.");
  }

  /** The run after a step threw. */
  static Run threw(Run run, String reason) {
    return failedAttempt(
        run, reason, "Mend what the reason names; the next schedule starts a new run.");
  }

  /** The run after the invocation that had the lease did not come to its end in time. */
  static Run died(Run run) {
    return failedAttempt(
        run,
        "the invocation that had the run until %s never ended: out of memory, or of time"
            .formatted(run.leaseUntil().map(Object::toString).orElse("?")),
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
            "%s failed %d times, at last: %s".formatted(run.step(), next.attempts(), reason),
            remedy);
    return next.withFailures(List.of(failure)).to(Run.Step.FAILED);
  }
}
