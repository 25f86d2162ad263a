package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.store.ObjectStore;
import dev.sluice.core.trusted.PartitionTransform;
import java.io.IOException;
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
   */
  public record Ports(
      Pipeline pipeline,
      ObjectStore store,
      PartitionTransform transform,
      TableCatalog catalog,
      QueryEngine queries) {}

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
    if (wake.endedQuery().isPresent()) {
      String ended = wake.endedQuery().get();
      if (active.filter(run -> isWaitingFor(run, ended)).isEmpty()) {
        return RunResult.without("IGNORED");
      }
    } else if (active.flatMap(Run::leaseUntil).filter(wake.time()::isBefore).isPresent()) {
      return RunResult.without("BUSY");
    }
    long number = last.map(Run::number).orElse(0L) + 1;
    Run run =
        active
            .map(left -> left.leaseUntil().isPresent() ? RunRules.died(left) : left)
            .orElseGet(() -> Run.start(number, wake.time()));
    return new RunSession(ports, runs, wake, loaded, run).goOn();
  }

  private static boolean isWaitingFor(Run run, String executionId) {
    return run.statements().stream()
        .anyMatch(query -> query.executionId().equals(executionId) && !query.isEnded());
  }
}
