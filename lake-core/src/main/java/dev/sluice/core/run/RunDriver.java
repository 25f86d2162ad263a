package dev.sluice.core.run;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.Wake.Cause;
import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.run.port.TransformJob;
import dev.sluice.core.run.state.Lease;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunStore;
import dev.sluice.core.trusted.PartitionTransform;
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
  private final RunStore runs;

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

    RunRules rules() {
      return new RunRules(pipeline, engine instanceof Engine.Job, crawlers.isPresent());
    }
  }

  /** What makes trusted of raw. */
  public sealed interface Engine {
    /** The function itself. */
    record Embedded(PartitionTransform transform) implements Engine {}

    /** A job far from the function. */
    record Job(TransformJob job) implements Engine {}
  }

  public RunDriver(Ports ports) {
    this.ports = ports;
    runs = new RunStore(ports.store(), ports.pipeline().name());
  }

  /**
   * Does what is to be done now.
   *
   * @throws IOException if the run's state can't be kept; the event should be delivered again
   */
  public RunResult handle(Wake wake) throws IOException {
    for (int i = 0; i < MOST_CONFLICTS; i++) {
      Optional<RunResult> result = tryOnce(wake);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new IOException(
        "The run of '%s' was changed by others %d times in a row; deliver the event again"
            .formatted(ports.pipeline().name(), MOST_CONFLICTS));
  }

  /** Empty: somebody else saved meanwhile. */
  private Optional<RunResult> tryOnce(Wake wake) throws IOException {
    try {
      return Optional.of(look(wake));
    } catch (RunSession.ConflictException e) {
      return Optional.empty();
    }
  }

  private RunResult look(Wake wake) throws IOException {
    RunStore.Loaded loaded = runs.load();
    Optional<Run> last = loaded.document().run();
    Optional<Run> active = last.filter(run -> !run.step().isEnd());
    Optional<RunResult> passed = passed(wake, active);
    if (passed.isPresent()) {
      return passed.get();
    }
    Run run =
        active
            .map(left -> left.lease().isPresent() ? RunOutcomes.died(left) : left)
            .orElseGet(() -> begin(last, wake));
    return new RunSession(ports, runs, wake, loaded, run).goOn();
  }

  /** Why the event is none of the run's business; empty: it is. */
  private static Optional<RunResult> passed(Wake wake, Optional<Run> active) {
    if (wake.cause() instanceof Cause.TaskEnded ended) {
      return active.filter(run -> isWaitingFor(run, ended.executionId())).isPresent()
          ? Optional.empty()
          : Optional.of(RunResult.without("IGNORED", ""));
    }
    if (wake.cause() instanceof Cause.CrawlEnded) {
      return active.filter(RunDriver::isCrawling).isPresent()
          ? Optional.empty()
          : Optional.of(RunResult.without("IGNORED", ""));
    }
    if (wake.cause() instanceof Cause.Watchdog && active.isEmpty()) {
      return Optional.of(RunResult.without("IDLE", ""));
    }
    return active.flatMap(run -> busy(wake, run)).map(why -> RunResult.without("BUSY", why));
  }

  private static Optional<String> busy(Wake wake, Run run) {
    Optional<Lease> lease =
        run.lease().filter(held -> held.keepsOut(wake.requestId(), wake.time()));
    if (lease.isPresent()) {
      return Optional.of("run %s is at work: %s".formatted(run.id(), lease.get()));
    }
    return rebuild(wake)
        .map(
            any ->
                "run %s has not ended (it is at %s); ask again to rebuild when it has"
                    .formatted(run.id(), run.step()));
  }

  private static Optional<Period> rebuild(Wake wake) {
    return wake.cause() instanceof Cause.Schedule schedule ? schedule.rebuild() : Optional.empty();
  }

  private Run begin(Optional<Run> last, Wake wake) {
    long number = last.map(Run::number).orElse(0L) + 1;
    return Run.start(number, wake.time(), ports.rules().first(), rebuild(wake));
  }

  private static boolean isCrawling(Run run) {
    return run.step() == Run.Step.CRAWL_RAW || run.step() == Run.Step.CRAWL_TRUSTED;
  }

  private static boolean isWaitingFor(Run run, String executionId) {
    return run.tasks().stream()
        .anyMatch(task -> task.executionId().equals(executionId) && !task.isEnded());
  }
}
