package dev.sluice.core.erase;

import dev.sluice.core.erase.EraseProgress.Phase;
import dev.sluice.core.erase.ResumedListing.Folder;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.lake.VersionedObject.Held;
import dev.sluice.core.landing.LandingLedger;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.RunEvent;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.survey.RawMarker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Erases a value of a column from the lake: takes its records out of raw, lets a run make
 * everything again of that, deletes what tables were before and what else has the value, and asks
 * the tables whether they still have it. Over as many invocations as it takes; stopped anywhere,
 * the same request goes on, or begins again, and comes to the same.
 */
public final class KeyErasure {
  private static final long RESERVE_MILLIS = 20_000;

  private final Parts parts;
  private final Pipeline pipeline;
  private final ObjectStore store;
  private final VersionedObject<EraseProgress> saved;

  /**
   * What it works with.
   *
   * @param files of tables that keep what they were
   * @param folder for temporary files, of the size of a raw object
   */
  public record Parts(RunDriver.Ports ports, TableFiles files, Path folder, Clock clock) {}

  /**
   * An invocation.
   *
   * @param requestId its own
   * @param remainingMillis of its time limit
   */
  public record Invocation(String requestId, LongSupplier remainingMillis) {
    boolean isShort() {
      return remainingMillis.getAsLong() < RESERVE_MILLIS;
    }
  }

  public KeyErasure(Parts parts) {
    this.parts = parts;
    pipeline = parts.ports().pipeline();
    ObjectStore lake = parts.ports().store();
    store = lake.telling(new RawMarker(lake, pipeline, parts.clock()));
    saved = EraseProgress.in(store, pipeline.name());
  }

  /**
   * Goes on as far as there is time, and it is not waited for anything.
   *
   * @throws IllegalArgumentException if the request can't be fulfilled
   * @throws IOException if the lake can't be read or written, or another invocation is at work; ask
   *     again
   */
  public EraseAnswer goOn(EraseRequest request, Invocation invocation) throws IOException {
    ErasedTables tables = ErasedTables.of(pipeline, request.column());
    Held<EraseProgress> held = saved.load();
    EraseProgress progress =
        held.value().filter(left -> left.isOf(request)).orElse(new EraseProgress(request.id()));
    List<Folder> raw = raw(tables, request, progress);
    refusePinned(tables);
    Steps steps = new Steps(request, tables, progress, invocation);
    boolean isEnd = steps.goOn(raw);
    if (!isEnd) {
      if (saved.save(held, progress).isEmpty()) {
        throw new IOException("another invocation erases just now; ask again");
      }
      return EraseAnswer.of(progress, progress.phase().name());
    }
    store.delete(new LakeLayout(pipeline.name()).erasure());
    new HeldRows(parts.ports(), parts.files(), request, progress).deleteResults();
    return EraseAnswer.of(
        progress, progress.leftCount() == 0 ? EraseAnswer.ERASED : EraseAnswer.NOT_ERASED);
  }

  private List<Folder> raw(ErasedTables tables, EraseRequest request, EraseProgress progress) {
    RawErasure erasure =
        new RawErasure(store, new LandingLedger(store, pipeline.name()), request, progress);
    List<Folder> folders = new ArrayList<>();
    for (Input input : tables.inputs()) {
      folders.add(
          erasure.folder(
              input,
              new RawObjectErasure(store, input, tables.of(input), request, parts.folder())));
    }
    return folders;
  }

  private void refusePinned(ErasedTables tables) throws IOException {
    for (String table : tables.names()) {
      Optional<String> pin = parts.files().pinned(table);
      if (pin.isPresent()) {
        throw new IllegalArgumentException(
            "Table '%s' is %s: unpin it first, so that it can be made again"
                .formatted(table, pin.get()));
      }
    }
  }

  /** The phases, as far as they go in one invocation. */
  private final class Steps {
    private final EraseRequest request;
    private final ErasedTables tables;
    private final EraseProgress progress;
    private final Invocation invocation;
    private final EraseRun run;

    Steps(
        EraseRequest request, ErasedTables tables, EraseProgress progress, Invocation invocation) {
      this.request = request;
      this.tables = tables;
      this.progress = progress;
      this.invocation = invocation;
      run = new EraseRun(parts.ports(), new RunDriver(parts.ports()), request, progress);
    }

    /** Whether all are over. */
    boolean goOn(List<Folder> raw) throws IOException {
      boolean isOver = true;
      while (isOver && progress.phase() != Phase.ASK) {
        isOver =
            switch (progress.phase()) {
              case RAW -> raw(raw);
              case RUN -> run();
              case SWEEP -> sweep();
              case ASK -> true;
            };
      }
      return isOver
          && new HeldRows(parts.ports(), parts.files(), request, progress).areAsked(tables);
    }

    /** A run may take all the time that is left, so it is begun by an invocation of its own. */
    private boolean raw(List<Folder> folders) throws IOException {
      if (listing().goOn(folders)) {
        progress.rawIsDone(parts.clock().instant(), run.last().map(Run::number).orElse(0L));
      }
      return false;
    }

    private boolean run() throws IOException {
      boolean hasEnded =
          run.hasEnded(
              cause ->
                  new RunEvent(
                      parts.clock().instant(),
                      cause,
                      invocation.requestId(),
                      invocation.remainingMillis()),
              tables);
      if (hasEnded) {
        progress.begin(Phase.SWEEP);
      }
      return hasEnded;
    }

    private boolean sweep() throws IOException {
      if (progress.part() == 0 && progress.after().isEmpty()) {
        // Parts of partitions that are being made are packed, and can't be searched: they are made
        // again. They go first, or else they would name files that are swept.
        store.deleteAll(new LakeLayout(pipeline.name()).work());
        new TablesSweep(parts.ports(), parts.files(), progress).sweep(tables);
      }
      OtherObjects others =
          new OtherObjects(
              store, new LakeLayout(pipeline.name()), parts.folder(), progress, request);
      boolean isOver = listing().goOn(others.folders());
      if (isOver) {
        progress.begin(Phase.ASK);
      }
      return isOver;
    }

    private ResumedListing listing() {
      return new ResumedListing(store, progress, invocation::isShort);
    }
  }
}
