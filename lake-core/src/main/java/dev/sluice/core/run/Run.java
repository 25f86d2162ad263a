package dev.sluice.core.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a pipeline.
 *
 * @param number counts the pipeline's runs, from 1 on
 * @param startedAt the time of the event that started it
 * @param step where it is
 * @param leaseUntil until when an invocation has it for itself; empty: nobody
 * @param attempts failed ones of this step
 * @param changed whether it wrote or declared anything, or started a query
 * @param tables totals over all partitions, by table
 * @param refined the refined tables, each after those that it reads
 * @param queries in the pipeline's order
 * @param failures what went wrong for good; the run goes on and fails in the end
 */
public record Run(
    long number,
    Instant startedAt,
    Step step,
    Optional<Instant> leaseUntil,
    int attempts,
    boolean changed,
    Map<String, TableTotals> tables,
    List<QueryRun> refined,
    List<QueryRun> queries,
    List<Failure> failures) {
  public Run {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    refined = List.copyOf(refined);
    queries = List.copyOf(queries);
    failures = List.copyOf(failures);
  }

  /** The steps, in order, and the ends. */
  public enum Step {
    TRANSFORM,
    CATALOG,
    REFINE,
    QUERIES,
    SUCCEEDED,
    NOTHING_TO_DO,
    FAILED;

    /** Whether nothing more happens. */
    public boolean isEnd() {
      return compareTo(QUERIES) > 0;
    }
  }

  /**
   * Why a run fails.
   *
   * @param remedy what to do
   */
  public record Failure(Step step, String reason, String remedy) {}

  static Run start(long number, Instant time) {
    return new Run(
        number,
        time,
        Step.TRANSFORM,
        Optional.empty(),
        0,
        false,
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** Unique in the pipeline. */
  public String id() {
    return number + "-" + startedAt;
  }

  Run leased(Optional<Instant> until) {
    return at(step, until, attempts);
  }

  Run to(Step next) {
    return at(next, Optional.empty(), 0);
  }

  Run failedAttempt() {
    return at(step, Optional.empty(), attempts + 1);
  }

  private Run at(Step next, Optional<Instant> until, int count) {
    return new Run(
        number, startedAt, next, until, count, changed, tables, refined, queries, failures);
  }

  Run changed(boolean also) {
    boolean now = changed || also;
    return new Run(
        number, startedAt, step, leaseUntil, attempts, now, tables, refined, queries, failures);
  }

  Run withTables(Map<String, TableTotals> totals) {
    return new Run(
        number, startedAt, step, leaseUntil, attempts, changed, totals, refined, queries, failures);
  }

  Run withRefined(List<QueryRun> all) {
    return new Run(
        number, startedAt, step, leaseUntil, attempts, changed, tables, all, queries, failures);
  }

  Run withQueries(List<QueryRun> all) {
    return new Run(
        number, startedAt, step, leaseUntil, attempts, changed, tables, refined, all, failures);
  }

  /** With one of the statements of the step as it is now. */
  Run with(QueryRun now) {
    return step == Step.REFINE
        ? withRefined(replaced(refined, now))
        : withQueries(replaced(queries, now));
  }

  private static List<QueryRun> replaced(List<QueryRun> all, QueryRun now) {
    return all.stream().map(old -> old.name().equals(now.name()) ? now : old).toList();
  }

  /** The statements of the step: those of refined tables, or queries. */
  List<QueryRun> statements() {
    return switch (step) {
      case REFINE -> refined;
      case QUERIES -> queries;
      default -> List.of();
    };
  }

  Run withFailures(List<Failure> more) {
    List<Failure> all = new ArrayList<>(failures);
    all.addAll(more);
    return new Run(
        number, startedAt, step, leaseUntil, attempts, changed, tables, refined, queries, all);
  }
}
