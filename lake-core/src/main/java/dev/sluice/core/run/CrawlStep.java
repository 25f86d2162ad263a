package dev.sluice.core.run;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.CrawledName;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.port.Crawlers.Layer;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.PartitionFingerprint;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Crawls what the catalog does not know yet. A crawl costs money, so there is one only when there
 * are partitions, or columns, that the last one has not seen.
 */
final class CrawlStep {
  private final Pipeline pipeline;
  private final ObjectStore store;
  private final boolean findsTables;

  /**
   * @param findsTables whether the crawler of trusted looks at folders, and not at tables
   */
  CrawlStep(Pipeline pipeline, ObjectStore store, boolean findsTables) {
    this.pipeline = pipeline;
    this.store = store;
    this.findsTables = findsTables;
  }

  /**
   * What there is to be crawled.
   *
   * @param targets as the crawler takes them; none: nothing
   * @param input changes when the catalog doesn't know all of it any more
   */
  record Plan(List<String> targets, String input) {}

  static Layer layer(Run.Step step) {
    return step == Run.Step.CRAWL_RAW ? Layer.RAW : Layer.TRUSTED;
  }

  Plan plan(Layer layer, TrustedPartitions raw) throws IOException {
    return layer == Layer.RAW ? ofRaw(raw) : ofTrusted();
  }

  private static Plan ofRaw(TrustedPartitions raw) {
    TreeSet<String> targets = new TreeSet<>();
    TreeSet<String> seen = new TreeSet<>();
    for (TrustedPartition partition : raw.partitions()) {
      if (!partition.hasNoRaw()) {
        targets.add(partition.input().layout().prefix() + "/");
        seen.add(partition.rawPrefix());
      }
    }
    return new Plan(List.copyOf(targets), PartitionFingerprint.sha256(String.join("\n", seen)));
  }

  private Plan ofTrusted() throws IOException {
    List<String> targets = new ArrayList<>();
    StringBuilder seen = new StringBuilder();
    for (TrustedTable table : pipeline.catalogTables()) {
      String prefix = pipeline.location(table).prefix() + "/";
      List<String> keys = keys(prefix);
      if (!keys.isEmpty() && (!findsTables || CrawledName.problem(pipeline, table).isEmpty())) {
        targets.add(findsTables ? prefix : table.name());
        seen.append(findsTables ? "found " : "")
            .append(table.storedColumns())
            .append(keys)
            .append('\n');
      }
    }
    return new Plan(targets, PartitionFingerprint.sha256(seen.toString()));
  }

  private List<String> keys(String prefix) throws IOException {
    try (Stream<ObjectInfo> objects = store.list(prefix)) {
      return objects.map(ObjectInfo::key).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
