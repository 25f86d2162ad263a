package dev.sluice.core.run.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a pipeline's runs: the object {@code state/PIPELINE/run.json}.
 *
 * @param run the active run or the last one
 * @param tables totals of the last run that succeeded or had nothing to do; of a table whose checks
 *     were judged since then and hold, those of that run
 * @param services the last success of each crawl and of the job, by the names of their steps
 * @param refined the last success of each refined table
 * @param queries the last success of each query
 * @param checks of the last run whose checks were all judged
 */
public record RunDocument(
    Optional<Run> run,
    Map<String, TableTotals> tables,
    Map<String, Task> services,
    Map<String, Task> refined,
    Map<String, Task> queries,
    RunChecks checks) {
  public static final RunDocument EMPTY =
      new RunDocument(Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of(), RunChecks.NONE);

  public RunDocument {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    refined = Collections.unmodifiableMap(new LinkedHashMap<>(refined));
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
  }

  /** With the run as it is now, and what it has to keep when it ends. */
  public RunDocument with(Run now) {
    if (!now.step().isEnd()) {
      return new RunDocument(Optional.of(now), tables, services, refined, queries, checks);
    }
    boolean failed = now.step() == Run.Step.FAILED;
    return new RunDocument(
        Optional.of(now),
        failed ? withHolding(now) : now.tables(),
        with(now.services()),
        successes(now.refined(), refined),
        successes(now.queries(), queries),
        failed && now.checks().results().isEmpty() ? checks : now.checks());
  }

  /** What failed elsewhere must not keep a table from being compared with what it was last. */
  private Map<String, TableTotals> withHolding(Run failed) {
    Map<String, TableTotals> all = new LinkedHashMap<>(tables);
    failed
        .tables()
        .forEach(
            (name, totals) -> {
              if (failed.checks().holds(name)) {
                all.put(name, totals);
              }
            });
    return all;
  }

  private Map<String, Task> with(List<Task> run) {
    Map<String, Task> all = new LinkedHashMap<>(services);
    run.stream()
        .filter(task -> task.state() == Task.State.SUCCEEDED)
        .forEach(task -> all.put(task.name(), task));
    return all;
  }

  /** Those of the run, or else of before; a run that didn't come so far changes nothing. */
  private static Map<String, Task> successes(List<Task> run, Map<String, Task> before) {
    if (run.isEmpty()) {
      return before;
    }
    Map<String, Task> kept = new LinkedHashMap<>();
    for (Task statement : run) {
      Task last =
          statement.state() == Task.State.SUCCEEDED ? statement : before.get(statement.name());
      if (last != null) {
        kept.put(statement.name(), last);
      }
    }
    return kept;
  }
}
