package dev.sluice.bench;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The embedded engine on a lake of one raw object. */
final class EmbeddedConverter {
  private static final String KEY = "raw/windfarm/year=2026/month=06/day=01/all.json";

  private final Pipeline pipeline = Readings.pipeline();
  private final PartitionTransform.Workspace workspace;

  EmbeddedConverter(Path folder, long sortBytes) {
    workspace = new PartitionTransform.Workspace(folder, sortBytes);
  }

  void convert(Path json, Path parquet) throws IOException {
    OneObjectLake lake = new OneObjectLake(json, parquet);
    TrustedPartition partition =
        TrustedPartitions.of(pipeline, pipeline.inputs().get(0), lake.list("raw/windfarm/"))
            .partitions()
            .get(0);
    PartitionOutcome outcome =
        new PartitionTransform(pipeline, lake, new ParquetTableWriter(), workspace)
            .bringUpToDate(partition, RewritePolicy.BY_FINGERPRINT);
    if (!(outcome instanceof PartitionOutcome.Rewritten)) {
      throw new IllegalStateException("Not rewritten: " + outcome);
    }
  }

  private record OneObjectLake(Path json, Path parquet) implements ObjectStore {
    private ObjectInfo info() throws IOException {
      return new ObjectInfo(KEY, Files.size(json), "1", Instant.EPOCH, Map.of());
    }

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
      return Optional.of(new StoredObject(info(), Files.newInputStream(json)));
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
      return Optional.empty();
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      try (InputStream content = object.content().open()) {
        Files.copy(content, parquet, StandardCopyOption.REPLACE_EXISTING);
      }
      return Optional.of("1");
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
      return Stream.of(info());
    }

    @Override
    public Optional<String> copy(String from, String etag, String to) {
      throw new UnsupportedOperationException("Nothing is copied here: " + from);
    }

    @Override
    public void delete(String key) {
      throw new UnsupportedOperationException("Nothing is deleted here: " + key);
    }
  }
}
