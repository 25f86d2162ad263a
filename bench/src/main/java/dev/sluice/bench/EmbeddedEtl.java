package dev.sluice.bench;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The embedded engine over all partitions of a lake in a folder, as etl-trigger-fn runs it. */
public final class EmbeddedEtl {
  private EmbeddedEtl() {}

  /** Arguments: the definition's file, the bucket's folder. */
  public static void main(String[] arguments) throws IOException {
    Pipeline pipeline =
        new PipelineLoader().load(Path.of(arguments[0]), Map.of(Settings.TABLE_FORMAT, "parquet"));
    ObjectStore bucket = new FolderBucket(Path.of(arguments[1]));
    Input input = pipeline.inputs().get(0);
    PartitionTransform transform =
        new PartitionTransform(
            pipeline,
            bucket,
            new ParquetTableWriter(),
            new PartitionTransform.Workspace(
                Files.createTempDirectory("etl-bench-"), Runtime.getRuntime().maxMemory() / 4));
    TrustedPartitions raw;
    try (Stream<ObjectStore.ObjectInfo> listing = bucket.list(input.layout().prefix() + "/")) {
      raw = TrustedPartitions.of(pipeline, input, listing);
    }
    for (TrustedPartition partition : raw.partitions()) {
      PartitionOutcome outcome = transform.bringUpToDate(partition, RewritePolicy.BY_FINGERPRINT);
      if (!(outcome instanceof PartitionOutcome.Rewritten)) {
        throw new IllegalStateException(partition.name() + " is not made: " + outcome);
      }
    }
  }
}
