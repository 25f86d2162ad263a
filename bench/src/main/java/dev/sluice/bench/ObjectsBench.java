package dev.sluice.bench;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectsAhead;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import dev.sluice.core.trusted.PartitionTransform.Workspace;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.rows.RowMemory;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A day's partition of many raw objects, in a bucket that takes some time for each request as S3
 * does: with objects fetched ahead, and each when it is read. The ways take turns.
 */
public final class ObjectsBench {
  private static final int ROUNDS = 3;

  private ObjectsBench() {}

  /** Arguments: raw objects of the day (1440), milliseconds of a request (30). */
  public static void main(String[] arguments) throws IOException {
    int objects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1440;
    int millis = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    Path folder = Files.createTempDirectory("objects-bench-");
    long bytes = RawLake.writeDay(folder.resolve("bucket"), objects);
    System.out.printf(
        "%d objects, %.1f MB of JSON, %d ms a request%n", objects, bytes / 1e6, millis);
    ObjectStore near = new FolderBucket(folder.resolve("bucket"));
    ObjectStore far = new DistantStore(near, millis);
    for (int round = 0; round < ROUNDS; round++) {
      double alone = seconds(near, folder, ObjectsAhead.Limits.NONE);
      double ahead = seconds(far, folder, ObjectsAhead.Limits.USUAL);
      double inTurn = seconds(far, folder, ObjectsAhead.Limits.NONE);
      System.out.printf(
          "%.1f s fetched ahead, %.1f s each in its turn (%.1f times), %.1f s without waiting%n",
          ahead, inTurn, inTurn / ahead, alone);
    }
    EtlBench.delete(folder);
  }

  private static double seconds(ObjectStore bucket, Path folder, ObjectsAhead.Limits ahead)
      throws IOException {
    Pipeline pipeline = Readings.pipeline();
    Input input = pipeline.inputs().get(0);
    long sortBytes = Runtime.getRuntime().maxMemory() / 4;
    Workspace workspace =
        new Workspace(folder, sortBytes, Workspace.MOST_BYTES, new RowMemory(), ahead, AtOnce.ONE);
    PartitionTransform transform =
        new PartitionTransform(pipeline, bucket, new ParquetTableWriter(), workspace);
    TrustedPartitions raw;
    try (Stream<ObjectStore.ObjectInfo> listing = bucket.list(input.layout().prefix() + "/")) {
      raw = TrustedPartitions.of(pipeline, input, listing);
    }
    long start = System.nanoTime();
    PartitionOutcome outcome =
        transform.bringUpToDate(raw.partitions().get(0), RewritePolicy.BY_FINGERPRINT);
    if (!(outcome instanceof PartitionOutcome.Rewritten)) {
      throw new IllegalStateException("Not made: " + outcome);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
