package dev.sluice.core.run.state;

import dev.sluice.core.trusted.Rebuild;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run of a pipeline.
 *
 * @param origin which one it is
 * @param position where it is
 * @param changed whether it wrote or declared anything, or started a query
 * @param tables totals over all partitions, by table
 * @param work what services do for it
 * @param failures what went wrong for good; the run goes on and fails in the end
 */
public record Run(
    Origin origin,
    Position position,
    boolean changed,
    Map<String, TableTotals> tables,
    Work work,
    List<Failure> failures) {
  public Run {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    failures = List.copyOf(failures);
  }

  /**
   * Which run it is.
   *
   * @param number counts the pipeline's runs, from 1 on
   * @param startedAt the time of the event that started it
   * @param rebuild partitions of that time are rebuilt
   */
  public record Origin(long number, Instant startedAt, Optional<Rebuild> rebuild) {
    public Origin {
      if (number < 1) {
        throw new IllegalArgumentException("Runs are counted from 1 on, not from " + number);
      }
    }

    /** Unique in the pipeline. */
    public String id() {
      return number + "-" + startedAt;
    }
  }

  /**
   * Where a run is.
   *
   * @param lease of the invocation that has it for itself; empty: nobody
   * @param attempts failed ones of this step
   */
  public record Position(Step step, Optional<Lease> lease, int attempts) {
    public Position {
      if (attempts < 0) {
        throw new IllegalArgumentException("A step has 0 or more attempts, not " + attempts);
      }
    }

    private static Position begin(Step step) {
      return new Position(step, Optional.empty(), 0);
    }
  }

  /** The steps, in order, and the ends. */
  public enum Step {
    CRAWL_RAW,
    TRANSFORM,
    CATALOG,
    CRAWL_TRUSTED,
    CHECKS,
    REFINE,
    KEYS,
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
   * What services do for a run in their own time.
   *
   * @param services the crawls and the job run, by the names of their steps
   * @param checks of trusted tables, then of the keys of refined ones
   * @param refined the refined tables, each after those that it reads
   * @param queries in the pipeline's order
   */
  public record Work(
      List<Task> services, RunChecks checks, List<Task> refined, List<Task> queries) {
    public static final Work NONE = new Work(List.of(), RunChecks.NONE, List.of(), List.of());

    public Work {
      services = List.copyOf(services);
      refined = List.copyOf(refined);
      queries = List.copyOf(queries);
    }
  }

  /**
   * Why a run fails.
   *
   * @param subject what it is about: a partition's object in trusted, a table, query, crawl or step
   * @param remedy what to do
   */
  public record Failure(Step step, String subject, String reason, String remedy) {}

  public static Run start(long number, Instant time, Step first, Optional<Rebuild> rebuild) {
    return new Run(
        new Origin(number, time, rebuild),
        Position.begin(first),
        false,
        Map.of(),
        Work.NONE,
        List.of());
  }

  public long number() {
    return origin.number();
  }

  public Instant startedAt() {
    return origin.startedAt();
  }

  public Step step() {
    return position.step();
  }

  public Optional<Lease> lease() {
    return position.lease();
  }

  public int attempts() {
    return position.attempts();
  }

  /** What failed for good in a step. */
  public Set<String> failed(Step in) {
    return failures.stream()
        .filter(failure -> failure.step() == in)
        .map(Failure::subject)
        .collect(Collectors.toSet());
  }

  /** Unique in the pipeline. */
  public String id() {
    return origin.id();
  }

  public Run leased(Optional<Lease> now) {
    return at(new Position(step(), now, attempts()));
  }

  public Run to(Step next) {
    return at(Position.begin(next));
  }

  public Run failedAttempt() {
    return at(new Position(step(), Optional.empty(), attempts() + 1));
  }

  private Run at(Position next) {
    return new Run(origin, next, changed, tables, work, failures);
  }

  public Run changed(boolean also) {
    return new Run(origin, position, changed || also, tables, work, failures);
  }

  public Run withTables(Map<String, TableTotals> totals) {
    return new Run(origin, position, changed, totals, work, failures);
  }

  private Run with(Work now) {
    return new Run(origin, position, changed, tables, now, failures);
  }

  public Run withFailures(List<Failure> more) {
    List<Failure> all = new ArrayList<>(failures);
    all.addAll(more);
    return new Run(origin, position, changed, tables, work, all);
  }

  /** With the results of all checks. */
  public Run judged(List<CheckResult> results) {
    return with(
        new Work(
            work.services(),
            new RunChecks(work.checks().statements(), results),
            work.refined(),
            work.queries()));
  }

  /** The crawls and the job run. */
  public List<Task> services() {
    return work.services();
  }

  /** The refined tables. */
  public List<Task> refined() {
    return work.refined();
  }

  /** The queries. */
  public List<Task> queries() {
    return work.queries();
  }

  /** The checks of trusted tables. */
  public RunChecks checks() {
    return work.checks();
  }

  /** With one of the tasks of the step as it is now. */
  public Run with(Task now) {
    return withTasks(replaced(isOfServices() ? work.services() : tasks(), now));
  }

  /** With those as the step's tasks. */
  public Run withTasks(List<Task> all) {
    return with(
        switch (step()) {
          case CHECKS, KEYS ->
              new Work(
                  work.services(),
                  new RunChecks(all, work.checks().results()),
                  work.refined(),
                  work.queries());
          case REFINE -> new Work(work.services(), work.checks(), all, work.queries());
          case QUERIES -> new Work(work.services(), work.checks(), work.refined(), all);
          case CRAWL_RAW, TRANSFORM, CATALOG, CRAWL_TRUSTED, SUCCEEDED, NOTHING_TO_DO, FAILED ->
              new Work(all, work.checks(), work.refined(), work.queries());
        });
  }

  private boolean isOfServices() {
    return step().compareTo(Step.CHECKS) < 0 || step().isEnd();
  }

  private static List<Task> replaced(List<Task> all, Task now) {
    List<Task> kept = new ArrayList<>();
    boolean isNew = true;
    for (Task old : all) {
      boolean isIt = old.name().equals(now.name());
      kept.add(isIt ? now : old);
      isNew &= !isIt;
    }
    if (isNew) {
      kept.add(now);
    }
    return kept;
  }

  /** The tasks of the step. */
  public List<Task> tasks() {
    return switch (step()) {
      case CHECKS, KEYS -> work.checks().statements();
      case REFINE -> work.refined();
      case QUERIES -> work.queries();
      case CRAWL_RAW, TRANSFORM, CATALOG, CRAWL_TRUSTED, SUCCEEDED, NOTHING_TO_DO, FAILED ->
          work.services().stream().filter(task -> task.name().equals(step().name())).toList();
    };
  }
}
