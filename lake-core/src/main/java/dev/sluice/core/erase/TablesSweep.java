package dev.sluice.core.erase;

import dev.sluice.core.erase.EraseProgress.Count;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.port.TableCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets tables be what they are now, and nothing that they were. */
record TablesSweep(RunDriver.Ports ports, TableFiles files, EraseProgress progress) {
  void sweep(ErasedTables tables) throws IOException {
    for (String table : tables.names()) {
      keepOnlyCurrent(table);
    }
    for (RefinedTable table : tables.refined()) {
      deleteFoldersBefore(table);
    }
  }

  private void keepOnlyCurrent(String table) throws IOException {
    TableFiles.Cleaned cleaned = files.keepOnlyCurrent(table, progress.rawDone());
    progress.count(Count.SNAPSHOTS, cleaned.snapshots());
    progress.count(Count.FILES, cleaned.files());
    cleaned.left().forEach(progress::leave);
  }

  /** Folders sort in the order of the attempts that made them. */
  private void deleteFoldersBefore(RefinedTable table) throws IOException {
    String folder = ports.pipeline().folder(table);
    Optional<String> current =
        ports
            .catalog()
            .pointer(table.name())
            .filter(at -> at.kind() == TableCatalog.Kind.FILES)
            .map(TableCatalog.TablePointer::location);
    if (current.filter(at -> at.startsWith(folder) && at.length() > folder.length()).isEmpty()) {
      return;
    }
    List<String> old;
    try (Stream<ObjectInfo> keys = ports.store().list(folder)) {
      old = keys.map(ObjectInfo::key).filter(key -> key.compareTo(current.get()) < 0).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (String key : old) {
      ports.store().delete(key);
      progress.count(Count.FILES, 1);
    }
  }
}
