package dev.sluice.job;

import dev.sluice.core.definition.DefinitionArchive;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.iceberg.IcebergLake;
import dev.sluice.iceberg.ObjectCache;
import dev.sluice.iceberg.PipelineTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A pipeline of this module's resources over a lake in memory. */
final class ParityLake {
  final Pipeline pipeline;
  final InMemoryObjectStore store;
  final InMemoryMetadataCatalog catalog;
  private final Path folder;

  /** Of the pipeline {@code parity}. */
  ParityLake() {
    this(new InMemoryObjectStore());
  }

  ParityLake(InMemoryObjectStore store) {
    this("parity", store);
  }

  ParityLake(String name, InMemoryObjectStore store) {
    this(name, store, new InMemoryMetadataCatalog());
  }

  ParityLake(String name, InMemoryObjectStore store, InMemoryMetadataCatalog catalog) {
    this.store = store;
    this.catalog = catalog;
    folder = Path.of("src/test/resources", name).toAbsolutePath();
    pipeline = new PipelineLoader().load(folder.resolve(name + ".yaml"), Map.of());
  }

  ParityLake put(String key, byte[] content) {
    try {
      store.put(PutObject.of(key, content, "application/octet-stream"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another lake with the same raw objects. */
  ParityLake copy() {
    ParityLake copy = new ParityLake();
    store.keys().stream()
        .filter(key -> key.startsWith("raw/"))
        .forEach(key -> copy.put(key, store.bytes(key)));
    return copy;
  }

  /** The objects below a prefix. */
  List<String> keys(String prefix) {
    return store.keys().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  /** Brings trusted up to date in this process; the outcome of each partition, by its key. */
  Map<String, PartitionOutcome> runEmbedded(RewritePolicy policy) throws IOException {
    Path temporary = Files.createTempDirectory("parity-");
    PipelineTables tables =
        new PipelineTables(pipeline, store, this::tables, java.time.Clock.systemUTC());
    PartitionTransform transform =
        new PartitionTransform(
            pipeline, store, tables, new PartitionTransform.Workspace(temporary, 1 << 20));
    Map<String, PartitionOutcome> outcomes = new LinkedHashMap<>();
    for (TrustedPartition partition : transform.survey().list().partitions()) {
      outcomes.put(partition.trustedKey(), transform.bringUpToDate(partition, policy));
    }
    for (TrustedTable table : pipeline.trusted()) {
      tables.of(table).save();
      tables.of(table).commit(table, policy);
      tables.of(table).clean(table);
    }
    Files.delete(temporary);
    return outcomes;
  }

  /** Where its Iceberg tables are; nothing is remembered from another run. */
  IcebergLake tables() {
    return new IcebergLake(
        catalog,
        store,
        "lake",
        new LakeLayout(pipeline.name()).iceberg(),
        new ObjectCache(1 << 20),
        pause -> {});
  }

  /** Brings trusted up to date with the job. */
  JobReport runJob(RewritePolicy policy) throws IOException {
    return runJob(policy, line -> {});
  }

  JobReport runJob(RewritePolicy policy, Consumer<String> log) throws IOException {
    String definition = "state/" + pipeline.name() + "/definition.zip";
    put(definition, DefinitionArchive.pack(folder, pipeline.name()));
    JobArguments asked = new JobArguments("lake", "farm", pipeline.name(), definition, "", policy);
    return new TransformRun(LocalSpark.session(), MemoryAccess.of(tables()), log).run(asked);
  }
}
