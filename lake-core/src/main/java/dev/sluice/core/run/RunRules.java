package dev.sluice.core.run;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.trusted.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run does next. Pure: all effects are the driver's.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>step<th>what is done<th>next
 *   <tr><td>TRANSFORM<td>bring partitions up to date until the time is used up<td>CATALOG when all
 *       are done; else TRANSFORM, at the next schedule. A raw object that can't be read is a failure
 *       of the run, which goes on without it
 *   <tr><td>CATALOG<td>declare the tables<td>QUERIES; FAILED if a table is incompatible
 *   <tr><td>QUERIES<td>start each query whose data or text changed since its last success; ask for
 *       the state of one when its event comes, of all at each schedule<td>itself until all have
 *       ended. Then FAILED if anything failed; SUCCEEDED if anything changed; else NOTHING_TO_DO
 *   <tr><td>any of these<td>throws<td>the same step at the next schedule; the third time FAILED
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

    /** Start a query. */
    record Start(QueryRun query) implements Action {}

    /** Ask how far a query is. */
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
  static Action next(Run run, Set<String> toAsk) {
    return switch (run.step()) {
      case TRANSFORM -> new Action.Transform();
      case CATALOG -> new Action.Declare();
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

  /** The pipeline's queries for a run: those with the input of their last success have ended. */
  static List<QueryRun> queries(
      Pipeline pipeline, Map<String, TableTotals> tables, Map<String, QueryRun> successes) {
    StringBuilder data = new StringBuilder();
    tables.forEach((name, table) -> data.append(name).append(table.fingerprint()).append('\n'));
    return pipeline.queries().stream()
        .map(query -> queryRun(query, data.toString(), successes.get(query.name())))
        .toList();
  }

  private static QueryRun queryRun(NamedQuery query, String data, QueryRun success) {
    String input = Fingerprint.sha256(data + query.sql());
    return success != null && success.input().equals(input)
        ? success
        : QueryRun.waiting(query.name(), input);
  }

  /** The run after a query's state was heard of. */
  static Run heard(Run run, QueryRun query, QueryEngine.QueryState state) {
    if (state instanceof QueryEngine.QueryState.Succeeded succeeded) {
      return run.withQuery(query.succeeded(succeeded.key()));
    }
    if (!(state instanceof QueryEngine.QueryState.Failed failed)) {
      return run;
    }
    QueryRun after = query.failed(failed.reason(), MOST_ATTEMPTS);
    Run next = run.withQuery(after);
    return after.isEnded() ? next.withFailures(List.of(failure(after))) : next;
  }

  private static Run.Failure failure(QueryRun query) {
    return new Run.Failure(
        Run.Step.QUERIES,
        "Query '%s' failed %d times, at last %s: %s"
            .formatted(query.name(), query.attempts(), query.executionId(), query.reason()),
        "Mend its SQL in pipelines/ and deploy; or, if the engine was at fault, leave it: the next"
            + " run tries again.");
  }

  /** The run after a step threw. */
  static Run threw(Run run, String reason) {
    Run next = run.failedAttempt();
    if (next.attempts() < MOST_ATTEMPTS) {
      return next;
    }
    Run.Failure failure =
        new Run.Failure(
            run.step(),
            "%s failed %d times, at last: %s".formatted(run.step(), next.attempts(), reason),
            "Mend what the reason names; the next schedule starts a new run.");
    return next.withFailures(List.of(failure)).to(Run.Step.FAILED);
  }
}
