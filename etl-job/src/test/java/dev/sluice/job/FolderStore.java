package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A bucket that is a folder, for writers that know files only. */
record FolderStore(Path folder, Supplier<Instant> clock) implements ObjectStore {
  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    Optional<ObjectInfo> object = head(key);
    return object.isEmpty()
        ? Optional.empty()
        : Optional.of(new StoredObject(object.get(), Files.newInputStream(folder.resolve(key))));
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    Path file = folder.resolve(key);
    return Files.isRegularFile(file) ? Optional.of(info(file)) : Optional.empty();
  }

  private ObjectInfo info(Path file) throws IOException {
    Instant modified = Files.getLastModifiedTime(file).toInstant();
    long size = Files.size(file);
    String etag = modified.toEpochMilli() + "-" + size;
    return new ObjectInfo(folder.relativize(file).toString(), size, etag, modified, Map.of());
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    Path file = folder.resolve(object.key());
    if (object.condition() instanceof PutObject.Condition.Absent && Files.exists(file)) {
      return Optional.empty();
    }
    Files.createDirectories(file.getParent());
    try (InputStream content = object.content().open()) {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setLastModifiedTime(file, FileTime.from(clock.get()));
    return Optional.of(info(file).etag());
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    Path start = folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    List<ObjectInfo> found = new ArrayList<>();
    if (Files.isDirectory(start)) {
      try (Stream<Path> files = Files.walk(start)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          if (folder.relativize(file).toString().startsWith(prefix)) {
            found.add(info(file));
          }
        }
      }
    }
    return found.stream();
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) {
    throw new UnsupportedOperationException("Nothing is copied here: " + from);
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(folder.resolve(key));
  }
}
