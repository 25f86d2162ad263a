package dev.sluice.core.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a pipeline's runs: the object {@code state/PIPELINE/run.json}.
 *
 * @param run the active run or the last one
 * @param tables totals of the last run that succeeded or had nothing to do
 * @param refined the last success of each refined table
 * @param queries the last success of each query
 */
public record RunDocument(
    Optional<Run> run,
    Map<String, TableTotals> tables,
    Map<String, QueryRun> refined,
    Map<String, QueryRun> queries) {
  static final RunDocument EMPTY = new RunDocument(Optional.empty(), Map.of(), Map.of(), Map.of());

  public RunDocument {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    refined = Collections.unmodifiableMap(new LinkedHashMap<>(refined));
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
  }

  /** With the run as it is now, and what it has to keep when it ends. */
  RunDocument with(Run now) {
    if (!now.step().isEnd()) {
      return new RunDocument(Optional.of(now), tables, refined, queries);
    }
    boolean failed = now.step() == Run.Step.FAILED;
    return new RunDocument(
        Optional.of(now),
        failed ? tables : now.tables(),
        successes(now.refined(), refined),
        successes(now.queries(), queries));
  }

  /** Those of the run, or else of before; a run that didn't come so far changes nothing. */
  private static Map<String, QueryRun> successes(List<QueryRun> run, Map<String, QueryRun> before) {
    if (run.isEmpty()) {
      return before;
    }
    Map<String, QueryRun> kept = new LinkedHashMap<>();
    for (QueryRun statement : run) {
      QueryRun last =
          statement.state() == QueryRun.State.SUCCEEDED ? statement : before.get(statement.name());
      if (last != null) {
        kept.put(statement.name(), last);
      }
    }
    return kept;
  }
}
