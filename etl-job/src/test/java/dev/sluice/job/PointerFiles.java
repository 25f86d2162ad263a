package dev.sluice.job;

import dev.sluice.core.run.port.MetadataCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The pointers of {@code FolderCatalog}, through which Spark sees the same tables. */
record PointerFiles(Path folder) implements MetadataCatalog {
  private Path file(String table) {
    return folder.resolve("pointer-of-farm." + table);
  }

  @Override
  public Optional<MetadataPointer> read(String table) throws IOException {
    if (!Files.exists(file(table))) {
      return Optional.empty();
    }
    String location = Files.readString(file(table));
    return Optional.of(new MetadataPointer(location, location));
  }

  /** Nothing lies anywhere before a run made a table. */
  @Override
  public Optional<String> folder(String table) {
    return Optional.empty();
  }

  @Override
  public boolean swap(MetadataSwap swap) throws IOException {
    boolean isSame = read(swap.table()).equals(swap.base());
    if (isSame) {
      Files.writeString(file(swap.table()), swap.location());
    }
    return isSame;
  }
}
