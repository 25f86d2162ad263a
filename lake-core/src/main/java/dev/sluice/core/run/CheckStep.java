package dev.sluice.core.run;

import dev.sluice.core.pipeline.ColumnRule.OnFail;
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
import dev.sluice.core.trusted.rows.RowTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the checks of trusted tables, or of the keys of refined ones. Those that need no engine
 * are judged by the tables' totals.
 *
 * @param run whose statements have all ended
 * @param document of the runs before
 */
record CheckStep(RunDriver.Ports ports, Run run, RunDocument document) {
  private static final String REMEDY =
      "See the table '%s', which has a row for each run and check, and correct the data in raw, or"
          + " the check in the pipeline. What reads the table is left as it was until the check"
          + " holds.";
  private static final String UNREAD_REMEDY =
      "Let the check's statement give short columns, such as substr(note, 1, 200), and deploy; or,"
          + " if the object is gone, leave it: the next run starts the statement again.";

  /**
   * The run with all results. What the run found is written into the table of checks, unless it
   * changed nothing and finds what the one before found. Can be repeated.
   */
  Run judged() throws IOException {
    List<Run.Failure> failures = new ArrayList<>();
    List<CheckResult> results = ofTables(failures);
    results.stream().filter(CheckResult::isFatal).map(this::failure).forEach(failures::add);
    List<CheckResult> flaws = flaws();
    if (run.step() == Run.Step.KEYS) {
      results.addAll(0, run.checks().results());
    } else {
      results.addAll(ofRows());
      flaws.stream().filter(CheckResult::isFatal).forEach(results::add);
    }
    Run judged =
        CheckStatement.declared(ports.pipeline(), run).judged(results).withFailures(failures);
    List<CheckResult> told = new ArrayList<>(results);
    flaws.stream().filter(flaw -> !flaw.isFatal()).forEach(told::add);
    if (told.isEmpty() || !run.changed() && !isNews(results)) {
      return judged;
    }
    return judged.withFailures(new ChecksTable(ports).write(run, told)).changed(true);
  }

  /** What failed in rows before is not news if it is gone: it goes with a change of its table. */
  private boolean isNews(List<CheckResult> results) {
    Set<String> now = subjects(results);
    Set<String> before = subjects(document.checks().results());
    boolean isMore = !before.containsAll(now);
    before.retainAll(CheckStatement.names(ports.pipeline(), run.step()));
    return isMore || !now.containsAll(before);
  }

  private static Set<String> subjects(List<CheckResult> results) {
    return results.stream()
        .filter(CheckResult::isFailure)
        .map(CheckResult::subject)
        .collect(Collectors.toSet());
  }

  /**
   * Of a statement that failed there is no result.
   *
   * @param failures takes what there is to say of results that can't be read
   */
  private List<CheckResult> ofTables(List<Run.Failure> failures) throws IOException {
    List<CheckResult> results = new ArrayList<>();
    for (var table : CheckStatement.checks(ports.pipeline(), run.step()).entrySet()) {
      for (TableCheck check : table.getValue().table()) {
        String name = CheckStatement.name(table.getKey(), check);
        try {
          found(table.getKey(), check)
              .map(found -> result(table.getKey(), check, found))
              .ifPresent(results::add);
        } catch (CheckFinding.NoResultException e) {
          String reason = "Check '%s' was not judged: %s".formatted(name, e.getMessage());
          failures.add(new Run.Failure(run.step(), name, reason, UNREAD_REMEDY));
        }
      }
    }
    return results;
  }

  private static CheckResult result(String table, TableCheck check, CheckFinding found) {
    return new CheckResult(table, check.name(), check.severity(), found.failed(), found.example());
  }

  /** Empty: its statement failed, or was deployed while the run waited and is the next run's. */
  private Optional<CheckFinding> found(String table, TableCheck check)
      throws IOException, CheckFinding.NoResultException {
    if (!CheckStatement.isNeeded(check)) {
      return Optional.ofNullable(run.tables().get(table))
          .map(totals -> found(check, totals, document.tables().get(table)));
    }
    String name = CheckStatement.name(table, check);
    for (Task task : run.checks().statements()) {
      if (task.name().equals(name) && task.state() == Task.State.SUCCEEDED) {
        return Optional.of(found(task));
      }
    }
    return Optional.empty();
  }

  private CheckFinding found(TableCheck check, TableTotals totals, TableTotals before) {
    return CheckFinding.of(check.rule(), totals, Optional.ofNullable(before), run.startedAt());
  }

  /** A result object may have expired since its run, so what it said is kept. */
  private CheckFinding found(Task task) throws IOException, CheckFinding.NoResultException {
    Optional<CheckResult> known =
        document.checks().success(task.name()).filter(task::equals).isPresent()
            ? document.checks().result(task.name())
            : Optional.empty();
    return known.isPresent()
        ? new CheckFinding(known.get().failed(), known.get().example())
        : CheckFinding.read(ports.store(), task.key());
  }

  /** Of the partitions that the run made, or refused; of other tables it knows nothing. */
  private List<CheckResult> ofRows() {
    List<CheckResult> results = new ArrayList<>();
    for (TrustedTable table : ports.pipeline().trusted()) {
      if (!totals(table).isTouched()) {
        continue;
      }
      for (RowCheck check : table.checks().rows()) {
        Optional<Flaw> flaw =
            totals(table).found().all().stream()
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

  /** What else is wrong with those rows: casts, unknown fields. */
  private List<CheckResult> flaws() {
    List<CheckResult> results = new ArrayList<>();
    for (TrustedTable table : ports.pipeline().trusted()) {
      for (Flaw flaw : totals(table).found().all()) {
        if (flaw.kind() != Flaw.Kind.CHECK) {
          results.add(
              new CheckResult(
                  table.name(),
                  flaw.kind().name().toLowerCase(Locale.ROOT) + ":" + flaw.subject(),
                  isRefusing(table, flaw) ? Severity.FAIL : Severity.WARN,
                  flaw.count(),
                  flaw.reason() + (flaw.example().isEmpty() ? "" : ": " + flaw.example())));
        }
      }
    }
    return results;
  }

  /** Whether a partition with such a flaw is left as it was. */
  private static boolean isRefusing(TrustedTable table, Flaw flaw) {
    return flaw.reason().equals(RowTally.BEYOND_MAX_NULL)
        || flaw.kind() != Flaw.Kind.UNKNOWN_FIELD
            && table.columns().stream()
                .filter(column -> column.name().equals(flaw.subject()))
                .anyMatch(column -> column.rule().onFail() == OnFail.FAIL);
  }

  private TableTotals totals(TrustedTable table) {
    return run.tables().getOrDefault(table.name(), TableTotals.ZERO);
  }

  private Run.Failure failure(CheckResult result) {
    return new Run.Failure(
        run.step(),
        result.subject(),
        "Check '%s' of table '%s' does not hold, %,d failed: %s"
            .formatted(result.check(), result.table(), result.failed(), result.example()),
        REMEDY.formatted(Checks.table(ports.pipeline().name())));
  }
}
