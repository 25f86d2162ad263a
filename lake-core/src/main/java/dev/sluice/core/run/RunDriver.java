package dev.sluice.core.run;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.lake.VersionedObject.Held;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.RunEvent.Cause;
import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.run.port.TransformJob;
import dev.sluice.core.run.state.Lease;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.Rebuild;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves a pipeline's run on, as far as it goes without waiting. Safe to be called at any time, by
 * several at once, and to be stopped anywhere: every effect can be repeated, and what was done is
 * saved after each.
 *
 * <p>At most one invocation transforms: it takes a lease, which the next schedule after its end
 * takes over if the invocation died. Everything else is short, and whoever saves first wins; the
 * others look again.
 */
public final class RunDriver {
  private static final int MOST_CONFLICTS = 10;

  private final Ports ports;
  private final VersionedObject<RunDocument> runs;

  /**
   * What the driver works on.
   *
   * @param store the lake
   * @param crawlers that write the catalog; empty: tables are declared with their partitions
   * @param rawKept after what time raw objects expire; empty: never
   */
  public record Ports(
      Pipeline pipeline,
      ObjectStore store,
      Engine engine,
      TableCatalog catalog,
      Optional<Crawlers> crawlers,
      QueryEngine queries,
      Optional<Duration> rawKept) {
    /** Late records need their partition's raw, or else they don't get into trusted. */
    private static final Duration LATE_MARGIN = Duration.ofDays(2);

    public Ports {
      for (Input input : pipeline.inputs()) {
        Duration late = input.layout().late().orElse(Duration.ZERO);
        if (rawKept.filter(kept -> kept.compareTo(late.plus(LATE_MARGIN)) < 0).isPresent()) {
          throw new IllegalArgumentException(
              "Raw expires after %d days, but records of input '%s' may be %d days late: raise"
                      .formatted(rawKept.get().toDays(), input.name(), late.toDays())
                  + " RawExpiryDays to %d at least".formatted(late.plus(LATE_MARGIN).toDays()));
        }
      }
    }

    PartitionSurvey survey() {
      return engine.survey();
    }

    RunRules rules() {
      return new RunRules(pipeline, engine instanceof Engine.Job, RunRules.Tables.of(crawlers));
    }
  }

  /** What makes trusted of raw. */
  public sealed interface Engine {
    /** Sees what is there. */
    PartitionSurvey survey();

    /** The function itself. */
    record Embedded(PartitionTransform transform) implements Engine {
      @Override
      public PartitionSurvey survey() {
        return transform.survey();
      }
    }

    /** A job far from the function. */
    record Job(TransformJob job, PartitionSurvey survey) implements Engine {}
  }

  public RunDriver(Ports ports) {
    this.ports = ports;
    runs = RunJson.in(ports.store(), ports.pipeline().name());
  }

  /**
   * Does what is to be done now.
   *
   * @throws IOException if the run's state can't be kept; the event should be delivered again
   */
  public RunResult handle(RunEvent event) throws IOException {
    SavedRun.ConflictException conflict = null;
    for (int i = 0; i < MOST_CONFLICTS; i++) {
      try {
        return handleOnce(event);
      } catch (SavedRun.ConflictException e) {
        conflict = e;
      }
    }
    throw new IOException(
        "The run of '%s' was changed by others %d times in a row; deliver the event again"
            .formatted(ports.pipeline().name(), MOST_CONFLICTS),
        conflict);
  }

  private RunResult handleOnce(RunEvent event) throws IOException {
    Held<RunDocument> loaded = runs.load();
    Optional<Run> last = loaded.value().flatMap(RunDocument::run);
    Optional<Run> active = last.filter(run -> !run.step().isEnd());
    Optional<RunResult> ignored = ignoredBecause(event, active);
    if (ignored.isPresent()) {
      return ignored.get();
    }
    Run run =
        active
            .map(left -> left.lease().isPresent() ? RunOutcomes.leaseExpired(left) : left)
            .orElseGet(() -> begin(last, event));
    return new RunSession(ports, new SavedRun(runs, loaded), event, run).goOn();
  }

  /** Why the event does nothing; empty: it is for the run. */
  private static Optional<RunResult> ignoredBecause(RunEvent event, Optional<Run> active) {
    if (event.cause() instanceof Cause.TaskEnded ended) {
      return active.filter(run -> isWaitingFor(run, ended.executionId())).isPresent()
          ? Optional.empty()
          : Optional.of(RunResult.without("IGNORED", ""));
    }
    if (event.cause() instanceof Cause.CrawlEnded) {
      return active.filter(RunDriver::isCrawling).isPresent()
          ? Optional.empty()
          : Optional.of(RunResult.without("IGNORED", ""));
    }
    if (event.cause() instanceof Cause.Watchdog && active.isEmpty()) {
      return Optional.of(RunResult.without("IDLE", ""));
    }
    return active.flatMap(run -> busy(event, run)).map(why -> RunResult.without("BUSY", why));
  }

  private static Optional<String> busy(RunEvent event, Run run) {
    Optional<Lease> lease =
        run.lease().filter(held -> held.keepsOut(event.requestId(), event.time()));
    if (lease.isPresent()) {
      return Optional.of("run %s is at work: %s".formatted(run.id(), lease.get()));
    }
    return rebuild(event)
        .map(
            any ->
                "run %s has not ended (it is at %s); ask again to rebuild when it has"
                    .formatted(run.id(), run.step()));
  }

  private static Optional<Rebuild> rebuild(RunEvent event) {
    return event.cause() instanceof Cause.Schedule schedule ? schedule.rebuild() : Optional.empty();
  }

  private Run begin(Optional<Run> last, RunEvent event) {
    long number = last.map(Run::number).orElse(0L) + 1;
    return Run.start(number, event.time(), ports.rules().first(), rebuild(event));
  }

  private static boolean isCrawling(Run run) {
    return run.step() == Run.Step.CRAWL_RAW || run.step() == Run.Step.CRAWL_TRUSTED;
  }

  private static boolean isWaitingFor(Run run, String executionId) {
    return run.tasks().stream()
        .anyMatch(task -> task.executionId().equals(executionId) && !task.isEnded());
  }
}
