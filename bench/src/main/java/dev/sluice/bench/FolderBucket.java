package dev.sluice.bench;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A bucket whose objects are the files of a folder; it keeps no metadata. */
public record FolderBucket(Path folder) implements ObjectStore {
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
    return Files.exists(file) ? Optional.of(info(key, file)) : Optional.empty();
  }

  private static ObjectInfo info(String key, Path file) throws IOException {
    return new ObjectInfo(key, Files.size(file), "1", Instant.EPOCH, Map.of());
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    Path file = folder.resolve(object.key());
    Files.createDirectories(file.getParent());
    try (InputStream content = object.content().open()) {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return Optional.of("1");
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    Path start = folder.resolve(prefix);
    if (!Files.isDirectory(start)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(start)) {
      Stream.Builder<ObjectInfo> found = Stream.builder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        found.add(info(folder.relativize(file).toString(), file));
      }
      return found.build();
    }
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
