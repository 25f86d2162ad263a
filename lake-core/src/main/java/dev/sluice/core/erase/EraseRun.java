package dev.sluice.core.erase;

import dev.sluice.core.erase.EraseProgress.Count;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.RunEvent;
import dev.sluice.core.run.RunEvent.Cause;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.trusted.Rebuild;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The run that makes everything again of what raw is now: the first one that begins after raw was
 * gone through, whoever starts it.
 */
record EraseRun(
    RunDriver.Ports ports, RunDriver driver, EraseRequest request, EraseProgress progress) {
  /** Moves it on; false: it has not ended. */
  boolean hasEnded(Function<Cause, RunEvent> event, ErasedTables tables) throws IOException {
    if (ended().isEmpty()) {
      boolean isAtWork = last().filter(run -> !run.step().isEnd()).isPresent();
      driver.handle(event.apply(isAtWork ? new Cause.Watchdog() : new Cause.Schedule(rebuild())));
    }
    Optional<Run> run = ended();
    run.ifPresent(made -> tell(made, tables));
    return run.isPresent();
  }

  /** Partitions whose raw was changed are made without being asked for. */
  private Optional<Rebuild> rebuild() {
    return request.overwritesForeign()
        ? Optional.of(new Rebuild(request.period(), true))
        : Optional.empty();
  }

  Optional<Run> last() throws IOException {
    return RunJson.in(ports.store(), ports.pipeline().name())
        .load()
        .value()
        .flatMap(RunDocument::run);
  }

  private Optional<Run> ended() throws IOException {
    return last()
        .filter(run -> run.step().isEnd() && run.number() > progress.lastRun())
        .filter(run -> !request.overwritesForeign() || run.origin().rebuild().isPresent());
  }

  private void tell(Run run, ErasedTables tables) {
    for (TrustedTable table : tables.made()) {
      TableTotals totals = run.tables().get(table.name());
      progress.count(Count.PARTITIONS, totals == null ? 0 : totals.rewritten());
      if (totals != null && totals.pin().isPresent()) {
        progress.leave(
            "table '%s' was pinned meanwhile: unpin it and erase again".formatted(table.name()));
      }
    }
    for (Run.Failure failure : run.failures()) {
      progress.leave(
          "run %s failed in step %s: %s".formatted(run.id(), failure.step(), failure.reason()));
    }
  }
}
