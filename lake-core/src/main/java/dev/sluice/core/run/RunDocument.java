package dev.sluice.core.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a pipeline's runs: the object {@code state/PIPELINE/run.json}.
 *
 * @param run the active run or the last one
 * @param tables totals of the last run that succeeded or had nothing to do
 * @param queries the last success of each query
 */
public record RunDocument(
    Optional<Run> run, Map<String, TableTotals> tables, Map<String, QueryRun> queries) {
  static final RunDocument EMPTY = new RunDocument(Optional.empty(), Map.of(), Map.of());

  public RunDocument {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
  }

  /** With the run as it is now, and what it has to keep when it ends. */
  RunDocument with(Run now) {
    if (!now.step().isEnd()) {
      return new RunDocument(Optional.of(now), tables, queries);
    }
    Map<String, QueryRun> results = new LinkedHashMap<>();
    for (QueryRun query : now.queries()) {
      QueryRun last = query.state() == QueryRun.State.SUCCEEDED ? query : queries.get(query.name());
      if (last != null) {
        results.put(query.name(), last);
      }
    }
    boolean failed = now.step() == Run.Step.FAILED;
    return new RunDocument(
        Optional.of(now),
        failed ? tables : now.tables(),
        now.queries().isEmpty() ? queries : results);
  }
}
