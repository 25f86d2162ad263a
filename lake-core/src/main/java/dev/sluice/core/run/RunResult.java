package dev.sluice.core.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.run.state.ChecksJson;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.rows.RowCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an invocation left the run.
 *
 * @param runId the run's; empty: there is none
 * @param state the run's step, or {@code BUSY} (another invocation has it), {@code IGNORED} (the
 *     event is of nothing that the run waits for) or {@code IDLE} (there is no run to look at)
 * @param tables totals so far
 * @param work what services do for the run
 * @param failures for good
 * @param problem what failed in this invocation, though others may have gone on, or who has the
 *     run; empty: neither
 * @param raw as this invocation listed it, with the keys that are not in the layout
 */
public record RunResult(
    String runId,
    String state,
    Map<String, TableTotals> tables,
    Run.Work work,
    List<Run.Failure> failures,
    String problem,
    TrustedPartitions raw) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RunResult without(String state, String problem) {
    return new RunResult(
        "", state, Map.of(), Run.Work.NONE, List.of(), problem, TrustedPartitions.NONE);
  }

  /** Of a run as it is stored: without what the last invocation met. */
  public static RunResult stored(Run run) {
    return of(run, "", TrustedPartitions.NONE);
  }

  static RunResult of(Run run, String problem, TrustedPartitions raw) {
    return new RunResult(
        run.id(), run.step().name(), run.tables(), run.work(), run.failures(), problem, raw);
  }

  /** The function's answer. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("runId", runId).put("state", state);
    RunJson.writeTables(root.putObject("tables"), tables);
    write(root.putObject("services"), work.services());
    ChecksJson.writeResults(root, work.checks());
    write(root.putObject("refined"), work.refined());
    write(root.putObject("queries"), work.queries());
    RunJson.writeFailures(root, failures);
    root.put("problem", problem).put("strays", raw.strays());
    return root.toString();
  }

  private static void write(ObjectNode all, List<Task> statements) {
    for (Task query : statements) {
      all.putObject(query.name()).put("state", query.state().name()).put("key", query.key());
    }
  }

  /** Counts for metrics; empty when the invocation found nothing to move. */
  public Map<String, Long> metrics() {
    if (runId.isEmpty()) {
      return Map.of();
    }
    RowCounts sum = RowCounts.ZERO;
    long rewritten = 0;
    for (TableTotals table : tables.values()) {
      sum = sum.plus(table.counts());
      rewritten += table.rewritten();
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("RowsStored", sum.stored());
    counts.put("RowsDuplicate", sum.duplicates());
    counts.put("RowsDropped", sum.dropped());
    counts.put("RowsTrusted", sum.rows());
    counts.put("PartitionsRewritten", rewritten);
    counts.put("StrayKeys", raw.strays());
    // An alarm waits for it, so that it also counts runs that found all tables up to date.
    counts.put("RunSucceeded", is(Run.Step.SUCCEEDED) + is(Run.Step.NOTHING_TO_DO));
    counts.put("RunFailed", is(Run.Step.FAILED));
    return counts;
  }

  private long is(Run.Step step) {
    return state.equals(step.name()) ? 1 : 0;
  }
}
