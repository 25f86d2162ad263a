package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.trusted.PartitionKeeper.PartitionDraft;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.check.QuarantineRows;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the objects of a partition that was made: what can't be read, then the quarantine, at last
 * the table's. Each put is atomic, all of them are not: stopped in between, the table's object is
 * the old one and doesn't have the fingerprint of what is in raw, so the next run makes the
 * partition again. Until then a row may be seen in the old table and in the new quarantine; one
 * that a check keeps out no longer, in neither.
 */
public record PartitionObjects(ObjectStore store, Keys keys) {
  private static final String PARQUET = "application/vnd.apache.parquet";

  /**
   * The keys of a partition's objects.
   *
   * @param table its rows
   * @param rejected what can't be read
   * @param quarantine rows that checks keep out of the table
   */
  public record Keys(String table, String rejected, String quarantine) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * Puts them.
   *
   * @param checked finished
   * @param rejected empty: there is nothing, and there was nothing
   */
  public void publish(CheckedRows checked, Optional<Path> rejected, PartitionManifest manifest)
      throws IOException {
    publishOthers(checked, rejected, manifest);
    put(keys.table, checked.table(), PARQUET, manifest.metadata());
  }

  /** Begins to make the partition, as objects alone. */
  public PartitionDraft draft(TableWriter writer) {
    return new PlainDraft(writer, this);
  }

  private record PlainDraft(TableWriter writer, PartitionObjects objects)
      implements PartitionDraft {
    @Override
    public void publish(CheckedRows checked, Optional<Path> rejected, PartitionManifest made)
        throws IOException {
      objects.publish(checked, rejected, made);
    }
  }

  /** Puts those beside the table's, which has to follow. */
  public void publishOthers(
      QuarantineRows quarantined, Optional<Path> rejected, PartitionManifest manifest)
      throws IOException {
    if (rejected.isPresent()) {
      put(keys.rejected, rejected.get(), "application/x-ndjson", Map.of());
    }
    Map<String, String> metadata = manifest.metadata();
    // A quarantine may be of an attempt that no manifest tells of, so it is asked for.
    if (quarantined.hasQuarantine()
        && (quarantined.hasQuarantined() || store.head(keys.quarantine).isPresent())) {
      put(keys.quarantine, quarantined.quarantine(), PARQUET, metadata);
    }
  }

  private void put(String key, Path file, String type, Map<String, String> metadata)
      throws IOException {
    PutObject.Content content = PutObject.Content.of(file);
    store.put(new PutObject(key, content, type, metadata, PutObject.Condition.NONE));
  }
}
