package dev.sluice.localaws.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.clock.Workers;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.glue.CatalogErrors;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.job.JobRun.State;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Jobs and their runs. A run that fails is repeated as often as the job says; one that times out or
 * is stopped is not. Timeouts are real time, as the clock does not skip while a run is at work.
 */
public final class GlueJobs implements AutoCloseable {
  private static final Logger LOG = System.getLogger(GlueJobs.class.getName());

  private final Map<String, JobDefinition> jobs = new TreeMap<>();
  private final Map<String, JobLauncher.Started> processes = new ConcurrentHashMap<>();
  private final Workers workers = Workers.asNeeded("glue-job");
  private final JobLauncher launcher;
  private final JobHistory history;
  private final JobEvents events;
  private final Clock clock;

  GlueJobs(JobLauncher launcher, EventBus bus, Clock clock) {
    this.launcher = launcher;
    this.history = new JobHistory(clock);
    this.events = new JobEvents(bus);
    this.clock = clock;
  }

  /** Jobs that run with Spark. */
  public static GlueJobs with(SparkLauncher launcher, EventBus bus, Clock clock) {
    return new GlueJobs(launcher, bus, clock);
  }

  /** Is given each run's end, retries included, when it starts. */
  public void onStart(Consumer<CompletableFuture<Void>> newListener) {
    workers.onStart(newListener);
  }

  /** Makes a job, of a definition in the shape of CreateJob's. */
  public synchronized void create(String name, JsonNode definition) {
    jobs.put(name, JobDefinition.of(name, definition, clock.instant()));
  }

  synchronized JobDefinition job(String name) {
    JobDefinition job = jobs.get(name);
    if (job == null) {
      throw CatalogErrors.notFound("Job " + name);
    }
    return job;
  }

  synchronized List<JobDefinition> jobs() {
    return List.copyOf(jobs.values());
  }

  /** The names of all jobs. */
  public synchronized List<String> names() {
    return List.copyOf(jobs.keySet());
  }

  /** A job's runs, newest first. */
  public List<JobRun> runs(String job) {
    job(job);
    return history.of(job);
  }

  JobRun run(String job, String id) {
    job(job);
    return history.get(job, id);
  }

  /**
   * Starts a run; returns its id.
   *
   * @param timeout empty: the job's
   */
  synchronized String start(
      String name, Map<String, String> arguments, Optional<Duration> timeout) {
    JobDefinition job = job(name);
    if (history.underway(name) >= job.concurrentRuns()) {
      throw AwsException.invalid(
          "ConcurrentRunsExceededException", "Concurrent runs exceeded for " + name);
    }
    JobRun run =
        new JobRun(
            "jr_" + (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", ""),
            name,
            0,
            Optional.empty(),
            Map.copyOf(arguments),
            timeout.orElse(job.timeout()),
            JobRun.Status.startingAt(clock.instant()));
    history.add(run);
    workers.execute(workers.announce(), () -> execute(job, run));
    return run.id();
  }

  /** Ends a run. */
  void stop(String name, String id) {
    JobRun run = run(name, id);
    if (history.change(run, State.STOPPING, "").isEmpty()) {
      throw AwsException.invalid(
          "InvalidInputException",
          "Job Run %s is in state %s and can't be stopped.".formatted(id, run.state()));
    }
    Optional.ofNullable(processes.get(id)).ifPresent(JobLauncher.Started::kill);
  }

  private void execute(JobDefinition job, JobRun first) {
    try {
      JobRun run = attempt(job, first);
      while (run.state() == State.FAILED && run.attempt() < job.retries()) {
        JobRun next = run.again(clock.instant());
        history.add(next);
        run = attempt(job, next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the lake ends
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Run " + first.id() + " of job " + first.job(), e);
      end(first, State.ERROR, "Internal error: " + e);
    }
  }

  private JobRun attempt(JobDefinition job, JobRun run) throws InterruptedException {
    JobTask task = new JobTask(run.job(), run.id(), job.script(), job.arguments(run.arguments()));
    JobLauncher.Started process;
    try {
      process = launcher.start(task);
    } catch (IOException e) {
      return end(run, State.FAILED, "LAUNCH ERROR | " + e.getMessage());
    }
    processes.put(run.id(), process);
    try {
      return watch(run, process);
    } finally {
      process.kill();
      processes.remove(run.id());
      process.clear();
    }
  }

  private JobRun watch(JobRun run, JobLauncher.Started process) throws InterruptedException {
    if (history.change(run, State.RUNNING, "").isEmpty()) {
      process.kill(); // it was stopped while it started
    }
    if (!process.await(run.timeout())) {
      return end(run, State.TIMEOUT, "Job run timed out after " + run.timeout().toMinutes() + " m");
    }
    Optional<String> failure = process.failure();
    return end(run, failure.isPresent() ? State.FAILED : State.SUCCEEDED, failure.orElse(""));
  }

  /** The event comes after the state is there to be seen, unless it gets lost. */
  private JobRun end(JobRun run, State state, String reason) {
    Optional<JobRun> ended = history.change(run, state, reason);
    if (ended.isEmpty()) {
      ended = history.change(run, State.STOPPED, "");
    }
    ended.ifPresent(events::ended);
    return ended.orElseGet(() -> history.get(run.job(), run.id()));
  }

  /** Ends all runs. */
  @Override
  public void close() {
    workers.close(() -> processes.values().forEach(JobLauncher.Started::kill));
  }
}
