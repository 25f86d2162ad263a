package dev.sluice.localaws.athena.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.LakeFiles.LakeFile;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the files of a table: by its location, its projection, or the catalog's partitions. */
public final class TableFiles {
  private final Catalog catalog;
  private final LakeFiles files;
  private final Clock clock;

  public TableFiles(Catalog catalog, LakeFiles files, Clock clock) {
    this.catalog = catalog;
    this.files = files;
    this.clock = clock;
  }

  public List<PartitionFile> of(LakeTable table) throws IOException, QueryFailedException {
    Optional<Projection> projection = Projection.of(table, clock);
    List<PartitionFile> found =
        projection.isPresent()
            ? projection.get().files(files)
            : table.keys().isEmpty() ? files(table.location(), List.of()) : partitions(table);
    return found.stream().filter(file -> !file.file().hidden()).toList();
  }

  private List<PartitionFile> partitions(LakeTable table) throws IOException, QueryFailedException {
    List<PartitionFile> found = new ArrayList<>();
    PartitionSchema schema = new PartitionSchema(table);
    for (JsonNode partition : catalog.partitions(table.database(), table.name())) {
      List<String> values = new ArrayList<>();
      partition.path("Values").forEach(value -> values.add(value.asText()));
      schema.check(partition, values);
      String location = partition.path("StorageDescriptor").path("Location").asText();
      found.addAll(files(LakeTable.location(table.name(), location), values));
    }
    return found;
  }

  private List<PartitionFile> files(S3Location location, List<String> values) throws IOException {
    List<PartitionFile> found = new ArrayList<>();
    for (LakeFile file : files.list(location.bucket(), location.folder().key())) {
      found.add(new PartitionFile(file, values));
    }
    return found;
  }
}
