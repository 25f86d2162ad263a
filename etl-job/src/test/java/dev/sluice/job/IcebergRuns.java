package dev.sluice.job;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.iceberg.IcebergLake;
import dev.sluice.iceberg.IcebergPartitions;
import dev.sluice.iceberg.ObjectCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Runs that make Iceberg tables of a pipeline, in a lake that is a folder. */
final class IcebergRuns {
  Instant now = Instant.now();
  final FolderStore store;
  private final Path folder;
  private final Path definition;
  private Pipeline pipeline;
  private int runs;

  /**
   * A lake without objects.
   *
   * @param root of its buckets, of which one is {@code lake}
   * @param definition the pipeline's file, to be written
   */
  IcebergRuns(Path root, Path definition) {
    folder = root;
    store = new FolderStore(root.resolve("lake"), () -> now);
    this.definition = definition;
  }

  /** From now on the pipeline is that. */
  void define(String yaml) throws IOException {
    Files.writeString(definition, yaml);
    pipeline = new PipelineLoader().load(definition, Map.of());
  }

  void put(String key, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    store.put(PutObject.of(key, bytes, "application/json"));
  }

  /** A run as another process would make it; why units were left. */
  Map<String, String> run() throws IOException {
    Run run = new Run();
    run.make();
    return run.commit();
  }

  /** What was made by a run that ended before it committed. */
  void runThatIsKilled() throws IOException {
    new Run().make();
  }

  private final class Run {
    private final TrustedTable table = pipeline.trusted().get(0);
    private final IcebergPartitions keeper =
        new IcebergPartitions(
            new IcebergLake(
                new PointerFiles(folder),
                store,
                "lake",
                "state/farm/iceberg/",
                new ObjectCache(1 << 20),
                pause -> {}),
            pipeline,
            table,
            Clock.fixed(now, ZoneOffset.UTC),
            new IcebergPartitions.Keeping(Optional.empty(), 1));
    private final RewritePolicy policy =
        new RewritePolicy("run-" + runs++, now, Optional.empty(), Optional.empty());

    void make() throws IOException {
      Path work = Files.createTempDirectory("runs-");
      PartitionTransform transform =
          new PartitionTransform(
              pipeline, store, of -> keeper, new PartitionTransform.Workspace(work, 1 << 20));
      for (TrustedPartition partition : transform.survey().list().partitions()) {
        PartitionOutcome outcome = transform.bringUpToDate(partition, policy);
        if (outcome instanceof PartitionOutcome.Failed failed) {
          throw new IOException(failed.toString());
        }
      }
      keeper.save();
    }

    Map<String, String> commit() throws IOException {
      Map<String, String> left = keeper.commit(table, policy);
      keeper.clean(table);
      return left;
    }
  }
}
