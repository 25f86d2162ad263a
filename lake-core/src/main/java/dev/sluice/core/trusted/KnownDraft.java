package dev.sluice.core.trusted;

import dev.sluice.core.trusted.PartitionKeeper.PartitionDraft;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A partition of which is noted when it is finished: whoever asks the lake before might be told
 * what was there before.
 *
 * @param finished notes it
 */
record KnownDraft(PartitionDraft plain, Runnable finished) implements PartitionDraft {
  @Override
  public TableWriter writer() {
    return plain.writer();
  }

  @Override
  public void publish(CheckedRows checked, Optional<Path> rejected, PartitionManifest made)
      throws IOException {
    plain.publish(checked, rejected, made);
  }

  @Override
  public void finish() {
    finished.run();
  }
}
