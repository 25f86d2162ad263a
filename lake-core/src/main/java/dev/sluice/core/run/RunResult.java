package dev.sluice.core.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.run.state.CheckResult;
import dev.sluice.core.run.state.ChecksJson;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.run.state.TotalsJson;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an invocation left the run.
 *
 * @param origin which run it is; empty: there is none
 * @param state the run's step, or {@code BUSY} (another invocation has it), {@code IGNORED} (the
 *     event is of nothing that the run waits for) or {@code IDLE} (there is no run to look at)
 * @param tables totals so far
 * @param work what services do for the run
 * @param failures for good
 * @param invocation what this invocation met
 */
public record RunResult(
    Optional<Run.Origin> origin,
    String state,
    Map<String, TableTotals> tables,
    Run.Work work,
    List<Run.Failure> failures,
    Invocation invocation) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What an invocation met.
   *
   * @param problem what failed in it, though others may have gone on, or who has the run; empty:
   *     neither
   * @param underway which partition it has got on with, and how far; empty: none was left half made
   * @param raw as it listed it, with the keys that are not in the layout
   */
  public record Invocation(String problem, String underway, TrustedPartitions raw) {
    static Invocation only(String problem) {
      return new Invocation(problem, "", TrustedPartitions.NONE);
    }
  }

  static RunResult without(String state, String problem) {
    return new RunResult(
        Optional.empty(), state, Map.of(), Run.Work.NONE, List.of(), Invocation.only(problem));
  }

  /** Of a run as it is stored: without what the last invocation met. */
  public static RunResult stored(Run run) {
    return of(run, Invocation.only(""));
  }

  static RunResult of(Run run, Invocation invocation) {
    return new RunResult(
        Optional.of(run.origin()),
        run.step().name(),
        run.tables(),
        run.work(),
        run.failures(),
        invocation);
  }

  /** See {@link Invocation}. */
  public String problem() {
    return invocation.problem;
  }

  /** See {@link Invocation}. */
  public String underway() {
    return invocation.underway;
  }

  /** See {@link Invocation}. */
  public TrustedPartitions raw() {
    return invocation.raw;
  }

  /** Empty: there is no run. */
  public String runId() {
    return origin.map(Run.Origin::id).orElse("");
  }

  /** The function's answer. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("runId", runId()).put("state", state);
    TotalsJson.write(root.putObject("tables"), tables);
    write(root.putObject("services"), work.services());
    ChecksJson.writeResults(root, work.checks());
    write(root.putObject("refined"), work.refined());
    write(root.putObject("queries"), work.queries());
    RunJson.writeFailures(root, failures);
    root.put("problem", problem()).put("underway", underway());
    root.put("strays", invocation.raw.strays());
    root.put("looked", raw().looked().toString());
    return root.toString();
  }

  private static void write(ObjectNode all, List<Task> statements) {
    for (Task query : statements) {
      ObjectNode one = all.putObject(query.name()).put("state", query.state().name());
      one.put("key", query.key());
      if (query.state() == Task.State.SUCCEEDED && !query.reason().isEmpty()) {
        one.put("left", query.reason());
      }
    }
  }

  /** Counts for metrics; empty when the invocation found nothing to move. */
  public Map<String, Long> metrics() {
    if (origin.isEmpty()) {
      return Map.of();
    }
    RowTotals sum = RowTotals.ZERO;
    Flaws found = Flaws.NONE;
    for (TableTotals table : tables.values()) {
      sum = sum.plus(table.rows());
      found = found.plus(table.found());
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("RowsStored", sum.counts().stored());
    counts.put("RowsDuplicate", sum.counts().duplicates());
    counts.put("RowsDropped", sum.counts().dropped());
    counts.put("RowsTrusted", sum.counts().rows());
    counts.put("PartitionsRewritten", TableTotals.rewritten(tables));
    counts.put("StrayKeys", invocation.raw.strays());
    // An alarm waits for it, so that it also counts runs that found all tables up to date.
    counts.put("RunSucceeded", is(Run.Step.SUCCEEDED) + is(Run.Step.NOTHING_TO_DO));
    counts.put("RunFailed", is(Run.Step.FAILED));
    putIfAny(counts, "RowsReplaced", sum.counts().versions().replaced());
    putIfAny(counts, "RowsDeleted", sum.counts().versions().deleted());
    putIfAny(counts, "RowsQuarantined", sum.counts().quarantined());
    if (hasEnded()) {
      putIfAny(counts, "UnknownFields", found.count(Flaw.Kind.UNKNOWN_FIELD));
    }
    return counts;
  }

  /** Each metric costs money, and most pipelines have none of these. */
  private static void putIfAny(Map<String, Long> counts, String name, long count) {
    if (count > 0) {
      counts.put(name, count);
    }
  }

  /** Of the run's beginning; a clock that is ahead makes nothing younger than new. */
  private long age(Instant newest) {
    return Math.max(0, Duration.between(newest, origin.orElseThrow().startedAt()).toSeconds());
  }

  /**
   * Counts for metrics with further dimensions: by table how old its newest event is and how many
   * values casts lost, by table and severity how many checks don't hold. What failed is empty
   * before the run's end, so that each is counted once.
   */
  public Map<Map<String, String>, Map<String, Long>> parts() {
    Map<Map<String, String>, Map<String, Long>> parts = new LinkedHashMap<>();
    tables.forEach(
        (name, table) -> {
          Map<String, Long> counts = new LinkedHashMap<>();
          table.rows().newest().ifPresent(newest -> counts.put("FreshnessSeconds", age(newest)));
          putIfAny(counts, "CastFailures", hasEnded() ? table.found().count(Flaw.Kind.CAST) : 0);
          if (!counts.isEmpty()) {
            parts.put(Map.of("Table", name), counts);
          }
        });
    if (hasEnded()) {
      for (CheckResult result : work.checks().failures()) {
        Map<String, String> part = new LinkedHashMap<>();
        part.put("Table", result.table());
        part.put("Severity", result.severity().name());
        parts
            .computeIfAbsent(part, any -> new LinkedHashMap<>())
            .merge("CheckFailures", 1L, Long::sum);
      }
    }
    return parts;
  }

  private boolean hasEnded() {
    return origin.isPresent() && Run.Step.valueOf(state).isEnd();
  }

  private long is(Run.Step step) {
    return state.equals(step.name()) ? 1 : 0;
  }
}
