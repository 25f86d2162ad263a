package dev.sluice.core.run.state;

import java.util.List;
import java.util.Optional;

/**
 * The checks of a run's trusted tables.
 *
 * @param statements those that the query engine makes, named {@code TABLE.CHECK}
 * @param results of all checks, by whomever they are made; empty until all are known
 */
public record RunChecks(List<Task> statements, List<CheckResult> results) {
  public static final RunChecks NONE = new RunChecks(List.of(), List.of());

  public RunChecks {
    statements = List.copyOf(statements);
    results = List.copyOf(results);
  }

  /** What came of a statement; empty: it was not made, or failed. */
  public Optional<CheckResult> result(String subject) {
    return results.stream().filter(result -> result.subject().equals(subject)).findFirst();
  }

  /** The last success of a statement, whose result is known. */
  public Optional<Task> success(String name) {
    return statements.stream()
        .filter(task -> task.name().equals(name) && task.state() == Task.State.SUCCEEDED)
        .filter(task -> result(name).isPresent())
        .findFirst();
  }

  /** Whether a table's checks were judged, and none keeps what reads it from being made. */
  public boolean holds(String table) {
    List<CheckResult> its =
        results.stream().filter(result -> result.table().equals(table)).toList();
    return !its.isEmpty() && its.stream().noneMatch(CheckResult::isFatal);
  }

  /** What does not hold. */
  public List<CheckResult> failures() {
    return results.stream().filter(CheckResult::isFailure).toList();
  }
}
