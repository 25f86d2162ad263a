package dev.sluice.local.tests;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A test's lake: a bucket in a folder of its own, read by the core and by DuckDB. */
final class TestBucket implements ObjectStore, LakeFiles {
  static final String NAME = "lake";

  private final Path root;
  private final Instant time;
  private final Map<String, ObjectInfo> objects = new ConcurrentSkipListMap<>();
  private final AtomicInteger puts = new AtomicInteger();

  /**
   * An empty one.
   *
   * @param time at which everything is put
   */
  TestBucket(Path root, Instant time) {
    this.root = root;
    this.time = time;
  }

  private Path file(String key) {
    return root.resolve(key);
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    ObjectInfo info = objects.get(key);
    return info == null
        ? Optional.empty()
        : Optional.of(
            new StoredObject(info, new BufferedInputStream(Files.newInputStream(file(key)))));
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    Files.createDirectories(file(object.key()).getParent());
    try (InputStream content = object.content().open()) {
      Files.copy(content, file(object.key()), StandardCopyOption.REPLACE_EXISTING);
    }
    return Optional.of(add(object.key(), object.metadata()));
  }

  private String add(String key, Map<String, String> metadata) throws IOException {
    String etag = "put-" + puts.incrementAndGet();
    objects.put(key, new ObjectInfo(key, Files.size(file(key)), etag, time, metadata));
    return etag;
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) {
    throw new UnsupportedOperationException("Nothing lands in a test");
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) {
    return objects.values().stream().filter(object -> object.key().startsWith(prefix));
  }

  @Override
  public void delete(String key) throws IOException {
    objects.remove(key);
    Files.deleteIfExists(file(key));
  }

  @Override
  public List<LakeFile> list(String bucket, String prefix) {
    return list(prefix)
        .map(object -> new LakeFile(object.key(), file(object.key()), object.size()))
        .toList();
  }

  @Override
  public void store(S3Location location, Path file) throws IOException {
    Files.createDirectories(file(location.key()).getParent());
    Files.move(file, file(location.key()), StandardCopyOption.REPLACE_EXISTING);
    add(location.key(), Map.of());
  }

  @Override
  public void put(S3Location location, byte[] content) throws IOException {
    Files.createDirectories(file(location.key()).getParent());
    Files.write(file(location.key()), content);
    add(location.key(), Map.of());
  }

  @Override
  public void delete(S3Location location) throws IOException {
    delete(location.key());
  }
}
