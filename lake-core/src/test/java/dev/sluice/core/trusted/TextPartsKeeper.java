package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper.PartsDraft;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.check.QuarantineRows;
import dev.sluice.core.trusted.rows.TableWriter;
import dev.sluice.core.trusted.rows.TextTableWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps partitions as lines of text, which may be written in parts: one after the other. */
record TextPartsKeeper(Pipeline pipeline, ObjectStore store) implements PartitionKeeper {
  @Override
  public Optional<PartitionManifest> manifest(TrustedPartition partition) throws IOException {
    return store.head(partition.trustedKey()).flatMap(PartitionManifest::of);
  }

  @Override
  public List<TrustedPartition> gone(TrustedTable table, List<TrustedPartition> inRaw) {
    return List.of();
  }

  @Override
  public PartitionDraft draft(TrustedPartition partition) {
    return new Draft(
        new Written(), new PartitionObjects(store, partition.keys(pipeline.name())), store);
  }

  @Override
  public boolean isStaged(TrustedPartition partition) {
    return false;
  }

  @Override
  public void save() {}

  @Override
  public Map<String, String> commit(TrustedTable table, RewritePolicy policy) {
    return Map.of();
  }

  /** Remembers the table's file. */
  private static final class Written implements TableWriter {
    private Path file;

    @Override
    public RowFile create(TrustedTable table, Path to) throws IOException {
      if (file == null) {
        file = to;
      }
      return new TextTableWriter().create(table, to);
    }
  }

  private record Draft(Written written, PartitionObjects objects, ObjectStore store)
      implements PartsDraft {
    @Override
    public TableWriter writer() {
      return written;
    }

    @Override
    public void publish(CheckedRows checked, Optional<Path> rejected, PartitionManifest made)
        throws IOException {
      objects.publish(checked, rejected, made);
    }

    @Override
    public byte[] putPart() throws IOException {
      return Files.readAllBytes(written.file);
    }

    @Override
    public void publish(
        List<byte[]> parts,
        QuarantineRows quarantined,
        PartitionManifest made,
        Optional<Path> rejected)
        throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] part : parts) {
        all.write(part);
      }
      objects.publishOthers(quarantined, rejected, made);
      store.put(
          PutObject.of(objects.keys().table(), all.toByteArray(), "text/plain")
              .withMetadata(made.metadata()));
    }
  }
}
