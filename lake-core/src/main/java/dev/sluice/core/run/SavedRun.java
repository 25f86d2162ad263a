package dev.sluice.core.run;

import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.lake.VersionedObject.Held;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import java.io.IOException;

/** The run document as an invocation read it or saved it last. */
final class SavedRun {
  private final VersionedObject<RunDocument> runs;
  private Held<RunDocument> held;

  /** Somebody else saved. */
  static final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  SavedRun(VersionedObject<RunDocument> runs, Held<RunDocument> held) {
    this.runs = runs;
    this.held = held;
  }

  RunDocument document() {
    return held.value().orElse(RunDocument.EMPTY);
  }

  /**
   * Saves the run with what the document has besides.
   *
   * @throws ConflictException if somebody else saved in between
   */
  void save(Run run) throws IOException {
    held = runs.save(held, document().with(run)).orElseThrow(ConflictException::new);
  }

  /** Whether nobody else has saved since. */
  boolean isUnchanged() throws IOException {
    return runs.isUnchanged(held);
  }
}
