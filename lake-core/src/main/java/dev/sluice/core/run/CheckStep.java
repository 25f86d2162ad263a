package dev.sluice.core.run;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.run.state.CheckResult;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.flaw.Flaw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the checks of trusted tables. Those that need no engine are judged by the tables' totals.
 *
 * @param run whose statements have all ended
 * @param document of the runs before
 */
record CheckStep(RunDriver.Ports ports, Run run, RunDocument document) {
  private static final String REMEDY =
      "See the table '%s', which has a row for each run and check, and correct the data in raw, or"
          + " the check in the pipeline. What reads the table is left as it was until the check"
          + " holds.";

  /**
   * The run with all results. What the run found is written into the table of checks, unless it
   * changed nothing and finds what the one before found. Can be repeated.
   */
  Run judged() throws IOException {
    List<CheckResult> tables = ofTables();
    List<CheckResult> all = new ArrayList<>(tables);
    all.addAll(ofRows());
    Run judged =
        run.judged(all)
            .withFailures(tables.stream().filter(CheckResult::isFatal).map(this::failure).toList());
    List<CheckResult> told = new ArrayList<>(all);
    told.addAll(flaws());
    if (told.isEmpty() || !run.changed() && !isNews(tables)) {
      return judged;
    }
    return judged.withFailures(new ChecksTable(ports).write(run, told)).changed(true);
  }

  private boolean isNews(List<CheckResult> tables) {
    Set<String> now = subjects(tables);
    Set<String> before = subjects(document.checks().results());
    before.retainAll(
        CheckStatement.names(ports.pipeline())); // what is found of rows changes with their table
    return !now.equals(before);
  }

  private static Set<String> subjects(List<CheckResult> results) {
    return results.stream()
        .filter(CheckResult::isFailure)
        .map(CheckResult::subject)
        .collect(Collectors.toSet());
  }

  /** Of a statement that failed there is no result. */
  private List<CheckResult> ofTables() throws IOException {
    List<CheckResult> results = new ArrayList<>();
    for (TrustedTable table : ports.pipeline().trusted()) {
      for (TableCheck check : table.checks().table()) {
        found(table, check)
            .map(
                found ->
                    new CheckResult(
                        table.name(),
                        check.name(),
                        check.severity(),
                        found.failed(),
                        found.example()))
            .ifPresent(results::add);
      }
    }
    return results;
  }

  private Optional<CheckFinding> found(TrustedTable table, TableCheck check) throws IOException {
    String name = CheckStatement.name(table, check);
    for (Task task : run.checks().statements()) {
      if (task.name().equals(name)) {
        return task.state() == Task.State.SUCCEEDED ? Optional.of(found(task)) : Optional.empty();
      }
    }
    return Optional.ofNullable(run.tables().get(table.name()))
        .map(
            totals ->
                CheckFinding.of(
                    check.rule(),
                    totals,
                    Optional.ofNullable(document.tables().get(table.name())),
                    run.startedAt()));
  }

  /** A result object may have expired since its run, so what it said is kept. */
  private CheckFinding found(Task task) throws IOException {
    Optional<CheckResult> known =
        document.checks().success(task.name()).filter(task::equals).isPresent()
            ? document.checks().result(task.name())
            : Optional.empty();
    return known.isPresent()
        ? new CheckFinding(known.get().failed(), known.get().example())
        : CheckFinding.read(ports.store(), task.key());
  }

  /** Of the partitions that the run made. */
  private List<CheckResult> ofRows() {
    List<CheckResult> results = new ArrayList<>();
    for (TrustedTable table : ports.pipeline().trusted()) {
      for (RowCheck check : table.checks().rows()) {
        Optional<Flaw> flaw =
            made(table).stream()
                .filter(each -> each.kind() == Flaw.Kind.CHECK)
                .filter(each -> each.subject().equals(check.name()))
                .findFirst();
        results.add(
            new CheckResult(
                table.name(),
                check.name(),
                check.severity(),
                flaw.map(Flaw::count).orElse(0L),
                flaw.map(Flaw::example).orElse("")));
      }
    }
    return results;
  }

  /**
   * What else is wrong with the rows of the partitions that the run made: casts, unknown fields.
   */
  private List<CheckResult> flaws() {
    List<CheckResult> results = new ArrayList<>();
    for (TrustedTable table : ports.pipeline().trusted()) {
      for (Flaw flaw : made(table)) {
        if (flaw.kind() != Flaw.Kind.CHECK) {
          results.add(
              new CheckResult(
                  table.name(),
                  flaw.kind().name().toLowerCase(Locale.ROOT) + ":" + flaw.subject(),
                  Severity.WARN,
                  flaw.count(),
                  flaw.reason() + (flaw.example().isEmpty() ? "" : ": " + flaw.example())));
        }
      }
    }
    return results;
  }

  private List<Flaw> made(TrustedTable table) {
    TableTotals totals = run.tables().get(table.name());
    return totals == null ? List.of() : totals.made().all();
  }

  private Run.Failure failure(CheckResult result) {
    return new Run.Failure(
        Run.Step.CHECKS,
        result.subject(),
        "Check '%s' of table '%s' does not hold, %,d failed: %s"
            .formatted(result.check(), result.table(), result.failed(), result.example()),
        REMEDY.formatted(Checks.table(ports.pipeline().name())));
  }
}
