package dev.sluice.job;

import dev.sluice.core.run.port.MetadataCatalog.MetadataPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.CloseableIterable;

/** An Iceberg table of a lake in memory, as Iceberg's own reader plans it. */
final class SeenTable {
  private final ParityLake lake;
  private final Table table;

  SeenTable(ParityLake lake, String name) throws IOException {
    this.lake = lake;
    MetadataPointer pointer = lake.catalog.read(name).orElseThrow();
    InMemoryFileIO io = new InMemoryFileIO();
    for (String key : lake.store.keys()) {
      io.addFile("s3://lake/" + key, lake.store.bytes(key));
    }
    table = new BaseTable(new StaticTableOperations(pointer.location(), io), name);
  }

  /** What a file has: how manifests describe it, and its rows as DuckDB reads them. */
  private record SeenFile(Map<String, String> described, List<List<Object>> rows) {}

  /** The files of each partition; one unit has one there, so they are equal file by file. */
  Map<String, Map<String, Object>> files(ThirdReader reader) throws IOException, SQLException {
    Map<String, Map<String, Object>> partitions = new TreeMap<>();
    for (FileScanTask task : tasks()) {
      String key = task.file().location().substring("s3://lake/".length());
      SeenFile file = new SeenFile(described(task), reader.rows(lake.store.bytes(key)));
      String partition = task.spec().partitionToPath(task.file().partition());
      partitions
          .computeIfAbsent(partition, any -> new TreeMap<>())
          .put(file.described + " " + file.rows, file);
    }
    return partitions;
  }

  private List<FileScanTask> tasks() {
    if (table.currentSnapshot() == null) {
      return List.of();
    }
    List<FileScanTask> tasks = new ArrayList<>();
    try (CloseableIterable<FileScanTask> all = table.newScan().includeColumnStats().planFiles()) {
      all.forEach(tasks::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tasks;
  }

  private static Map<String, String> described(FileScanTask task) {
    return new TreeMap<>(
        Map.of(
            "rows", "" + task.file().recordCount(),
            "nulls", "" + task.file().nullValueCounts(),
            "lower", "" + task.file().lowerBounds(),
            "upper", "" + task.file().upperBounds()));
  }

  /** What the newest snapshot says of its run. */
  Map<String, String> summary() {
    return table.currentSnapshot() == null
        ? Map.of()
        : table.currentSnapshot().summary().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("sluice."))
            .filter(entry -> !entry.getKey().equals("sluice.commit"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  long snapshots() {
    List<Object> all = new ArrayList<>();
    table.snapshots().forEach(all::add);
    return all.size();
  }
}
