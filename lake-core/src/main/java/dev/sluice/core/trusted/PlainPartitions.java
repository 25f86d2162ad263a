package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Partitions that are objects: one each, whose metadata says what it is made of. To know that costs
 * a HEAD a partition.
 *
 * @param writer of the objects' format; nobody asks for it who only looks
 */
record PlainPartitions(Pipeline pipeline, ObjectStore store, Optional<TableWriter> writer)
    implements PartitionKeeper {
  @Override
  public Optional<PartitionManifest> manifest(TrustedPartition partition) throws IOException {
    return store.head(partition.trustedKey()).flatMap(PartitionManifest::of);
  }

  @Override
  public List<TrustedPartition> gone(TrustedTable table, List<TrustedPartition> inRaw)
      throws IOException {
    if (table.partition().isEmpty()) {
      return List.of();
    }
    Set<String> paths = inRaw.stream().map(TrustedPartition::path).collect(Collectors.toSet());
    TrustedPaths trusted = new TrustedPaths(pipeline, table);
    List<TrustedPartition> gone = new ArrayList<>();
    try (Stream<ObjectInfo> listing = store.list(pipeline.location(table).prefix() + "/")) {
      listing
          .map(ObjectInfo::key)
          .forEach(
              key ->
                  trusted
                      .read(key)
                      .filter(partition -> partition.trustedKey().equals(key))
                      .filter(partition -> !paths.contains(partition.path()))
                      .ifPresent(gone::add));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return gone;
  }

  @Override
  public PartitionDraft draft(TrustedPartition partition) {
    return new PartitionObjects(store, partition.keys(pipeline.name())).draft(writer.orElseThrow());
  }

  @Override
  public boolean isStaged(TrustedPartition partition) {
    return false;
  }

  @Override
  public void save() {
    // What is made is in the table at once.
  }

  @Override
  public Map<String, String> commit(TrustedTable table, RewritePolicy policy) {
    return Map.of();
  }
}
