package dev.sluice.job;

import dev.sluice.bench.FolderBucket;
import dev.sluice.core.definition.DefinitionArchive;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The Spark job on a bucket that is a folder; the rest of it is as on Glue. */
public final class SparkEtl {
  private SparkEtl() {}

  /** Argument: the bucket's folder. */
  public static void main(String[] arguments) throws IOException {
    FolderAccess lake = new FolderAccess(arguments[0]);
    byte[] definition = DefinitionArchive.pack(Path.of("pipelines"), "windfarm");
    lake.store().put(PutObject.of("state/definition.zip", definition, "application/zip"));
    SparkSession spark =
        SparkSession.builder()
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.adaptive.enabled", "false")
            .getOrCreate();
    try {
      new TransformRun(spark, lake, line -> {})
          .run(
              JobArguments.parse(
                  "--bucket",
                  "lake",
                  "--pipeline",
                  "windfarm",
                  "--definition",
                  "state/definition.zip",
                  "--run",
                  "1",
                  "--time",
                  "2026-06-30T00:00:00Z"));
    } finally {
      spark.stop();
    }
  }

  private record FolderAccess(String folder) implements LakeAccess {
    private static final long serialVersionUID = 1;

    @Override
    public ObjectStore store() {
      return new FolderBucket(Path.of(folder));
    }
  }
}
