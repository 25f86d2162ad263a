package dev.sluice.job;

import dev.sluice.core.definition.DefinitionArchive;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The pipeline {@code parity} over a lake in memory. */
final class ParityLake {
  private static final Path FOLDER = Path.of("src/test/resources/parity").toAbsolutePath();
  private static final Pipeline PIPELINE =
      new PipelineLoader().load(FOLDER.resolve("parity.yaml"), Map.of());

  final InMemoryObjectStore store;

  ParityLake() {
    this(new InMemoryObjectStore());
  }

  ParityLake(InMemoryObjectStore store) {
    this.store = store;
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
    Path folder = Files.createTempDirectory("parity-");
    PartitionTransform transform =
        new PartitionTransform(
            PIPELINE,
            store,
            new ParquetTableWriter(),
            new PartitionTransform.Workspace(folder, 1 << 20));
    Map<String, PartitionOutcome> outcomes = new LinkedHashMap<>();
    for (TrustedPartition partition : new PartitionSurvey(PIPELINE, store).list().partitions()) {
      outcomes.put(partition.trustedKey(), transform.bringUpToDate(partition, policy));
    }
    Files.delete(folder);
    return outcomes;
  }

  /** Brings trusted up to date with the job. */
  JobReport runJob(RewritePolicy policy) throws IOException {
    return runJob(policy, line -> {});
  }

  JobReport runJob(RewritePolicy policy, Consumer<String> log) throws IOException {
    put("state/parity/definition.zip", DefinitionArchive.pack(FOLDER, "parity"));
    JobArguments asked =
        new JobArguments("lake", "parity", "state/parity/definition.zip", "", policy);
    return new TransformRun(LocalSpark.session(), MemoryAccess.of(store), log).run(asked);
  }
}
