package dev.sluice.localaws.job;

import dev.sluice.localaws.glue.CatalogErrors;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of all jobs, of each the last 1,000. Safe for use by several threads. */
final class JobHistory {
  private static final int KEPT = 1_000;

  private final Clock clock;
  private final Map<String, Deque<JobRun>> runs = new LinkedHashMap<>();

  JobHistory(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(JobRun run) {
    Deque<JobRun> all = runs.computeIfAbsent(run.job(), job -> new ArrayDeque<>());
    all.addFirst(run);
    if (all.size() > KEPT) {
      all.removeLast();
    }
  }

  /** Newest first. */
  synchronized List<JobRun> of(String job) {
    return List.copyOf(runs.getOrDefault(job, new ArrayDeque<>()));
  }

  synchronized long underway(String job) {
    return of(job).stream().filter(run -> !run.state().terminal()).count();
  }

  JobRun get(String job, String id) {
    return of(job).stream()
        .filter(run -> run.id().equals(id))
        .findFirst()
        .orElseThrow(() -> CatalogErrors.notFound("JobRun " + id + " of job " + job));
  }

  /** Changes a run's state, if that may follow; the run as it is then. */
  synchronized Optional<JobRun> change(JobRun run, JobRun.State next, String reason) {
    JobRun now = get(run.job(), run.id());
    if (!now.state().leadsTo(next)) {
      return Optional.empty();
    }
    JobRun changed = now.to(next, reason, clock.instant());
    runs.computeIfPresent(run.job(), (job, all) -> replaced(all, changed));
    return Optional.of(changed);
  }

  private static Deque<JobRun> replaced(Deque<JobRun> all, JobRun changed) {
    Deque<JobRun> others = new ArrayDeque<>();
    all.forEach(run -> others.addLast(run.id().equals(changed.id()) ? changed : run));
    return others;
  }
}
