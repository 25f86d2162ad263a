package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.store.ObjectStore;
import dev.sluice.core.store.ObjectStore.ObjectInfo;
import dev.sluice.core.store.ObjectStore.StoredObject;
import dev.sluice.core.store.PutObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings trusted partitions up to date: one object each, put atomically, whose metadata tells of
 * what it was made ({@code fingerprint}) and its counts. A partition that is up to date costs one
 * HEAD.
 */
public final class PartitionTransform {
  private static final Comparator<ObjectInfo> KEY_ORDER =
      (a, b) -> Arrays.compareUnsigned(a.key().getBytes(UTF_8), b.key().getBytes(UTF_8));

  private final Pipeline pipeline;
  private final ObjectStore store;
  private final TableWriter writer;
  private final Workspace workspace;

  /**
   * Where and with how much memory rows are sorted.
   *
   * @param folder for temporary files; of the order of twice a partition's uncompressed size
   * @param sortBytes memory for rows; beyond it they go to the folder. Indexes over the rows take
   *     about a third more
   */
  public record Workspace(Path folder, long sortBytes) {
    public Workspace {
      if (sortBytes < 1) {
        throw new IllegalArgumentException("sortBytes must be positive, not " + sortBytes);
      }
    }
  }

  public PartitionTransform(
      Pipeline pipeline, ObjectStore store, TableWriter writer, Workspace workspace) {
    this.pipeline = pipeline;
    this.store = store;
    this.writer = writer;
    this.workspace = workspace;
  }

  /**
   * Writes the partition's object if it is not made of what is in raw now.
   *
   * @throws IOException if trusted can't be written or read, or there is no room for temporary
   *     files
   */
  public PartitionOutcome bringUpToDate(RawPartition partition) throws IOException {
    Optional<ObjectInfo> present = store.head(partition.trustedKey());
    Optional<PartitionOutcome.UpToDate> standing =
        present.flatMap(object -> PartitionMetadata.read(object.metadata()));
    if (standing.isPresent() && standing.get().fingerprint().equals(partition.fingerprint())) {
      return standing.get();
    }
    Path folder = Files.createTempDirectory(workspace.folder(), "partition-");
    try {
      boolean hadRejected =
          present.filter(object -> PartitionMetadata.hasRejected(object.metadata())).isPresent();
      return rewrite(partition, folder, hadRejected);
    } catch (UnreadableRawException e) {
      return new PartitionOutcome.Unreadable(e.key(), e.getMessage(), standing);
    } catch (UncheckedIOException e) {
      throw new IOException(
          "Can't make partition %s of table '%s' in %s: %s. Raise the function's EphemeralStorage."
              .formatted(partition.name(), partition.table().name(), folder, e.getMessage()),
          e);
    } finally {
      delete(folder);
    }
  }

  private PartitionOutcome rewrite(RawPartition partition, Path folder, boolean hadRejected)
      throws IOException {
    List<ObjectInfo> objects = objects(partition);
    Fingerprint fingerprint = new Fingerprint(partition.table(), partition.input().format());
    objects.forEach(fingerprint::add);
    Path file = folder.resolve("part-0.parquet");
    RowCounts counts;
    boolean hasRejected;
    try (TrustedRows rows = new TrustedRows(partition.table(), workspace.sortBytes(), folder);
        RejectedRows rejected = new RejectedRows(folder.resolve("part-0.json"))) {
      RawReader reader = reader(partition.input().format(), rows, rejected);
      for (ObjectInfo object : objects) {
        read(object, reader);
      }
      try (TableWriter.RowFile out = writer.create(partition.table(), file)) {
        counts = rows.writeTo(out);
      }
      hasRejected = !rejected.isEmpty();
      if (hasRejected || hadRejected) {
        keep(rejected, partition);
      }
    }
    String hex = fingerprint.hex();
    put(partition, file, PartitionMetadata.write(hex, counts, hasRejected));
    return new PartitionOutcome.Rewritten(hex, counts);
  }

  private static RawReader reader(RawFormat format, TrustedRows rows, RejectedRows rejected) {
    return format instanceof RawFormat.Csv csv
        ? new CsvRawReader(csv, rows, rejected)
        : new JsonRawReader(rows);
  }

  /** Before the table's object, so that no row is missed if this is stopped in between. */
  private void keep(RejectedRows rejected, RawPartition partition) throws IOException {
    store.put(
        new PutObject(
            partition.rejectedKey(pipeline.name()),
            PutObject.Content.of(rejected.finish()),
            "application/x-ndjson",
            Map.of(),
            PutObject.Condition.NONE));
  }

  private void put(RawPartition partition, Path file, Map<String, String> metadata)
      throws IOException {
    store.put(
        new PutObject(
            partition.trustedKey(),
            PutObject.Content.of(file),
            "application/vnd.apache.parquet",
            metadata,
            PutObject.Condition.NONE));
  }

  /** The partition's raw objects as they are now, in the order of their keys. */
  private List<ObjectInfo> objects(RawPartition partition) throws IOException {
    RawKeyReader keys = new RawKeyReader(partition.input().layout());
    try (Stream<ObjectInfo> listing = store.list(partition.rawPrefix())) {
      return listing
          .filter(object -> !object.key().endsWith("/") && keys.read(object.key()))
          .sorted(KEY_ORDER)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void read(ObjectInfo listed, RawReader reader) throws UnreadableRawException {
    try (StoredObject object =
        store
            .get(listed.key())
            .orElseThrow(() -> new UnreadableRawException(listed.key(), "it was deleted"))) {
      if (!object.info().etag().equals(listed.etag())) {
        throw new UnreadableRawException(listed.key(), "it was replaced while it was read");
      }
      reader.read(listed.key(), object.content());
    } catch (UnreadableRawException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableRawException(listed.key(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
