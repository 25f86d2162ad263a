package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * The files of Iceberg tables in the lake's bucket: each is read whole, with one request, and
 * written with one. Metadata never changes once written, so it is cached, also what was written
 * here. Locations are {@code s3://BUCKET/KEY}; those of other buckets are refused.
 */
final class StoreFileIO implements FileIO {
  private static final long serialVersionUID = 1;

  /** How engines on Hadoop write it. */
  private static final Pattern HADOOP = Pattern.compile("^s3[an]://");

  /** What objects of ours bear: others put files into the same folders, with names like these. */
  static final Map<String, String> OURS = Map.of("writer", "sluice");

  private final transient ObjectStore store;
  private final String root;
  private final transient ObjectCache cache;

  StoreFileIO(ObjectStore store, String bucket, ObjectCache cache) {
    this.store = store;
    this.root = "s3://" + bucket + "/";
    this.cache = cache;
  }

  /** The whole URL of an object. */
  String location(String key) {
    return root + key;
  }

  /** The key of an object of this bucket. */
  String key(String location) {
    return ownKey(location)
        .orElseThrow(
            () ->
                new UncheckedIOException(
                    new IOException(
                        "'%s' is not in the lake's bucket, %s".formatted(location, root))));
  }

  /** The key of an object; empty: it is not in this bucket. */
  Optional<String> ownKey(String location) {
    String plain = HADOOP.matcher(location).replaceFirst("s3://");
    return plain.startsWith(root) ? Optional.of(plain.substring(root.length())) : Optional.empty();
  }

  @Override
  public InputFile newInputFile(String path) {
    return new StoreFiles.In(this, path);
  }

  @Override
  public InputFile newInputFile(String path, long length) {
    return newInputFile(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new StoreFiles.Out(this, path);
  }

  @Override
  public void deleteFile(String path) {
    String key = key(path);
    cache.remove(key);
    try {
      store.delete(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean exists(String location) {
    String key = key(location);
    try {
      return cache.get(key).isPresent() || store.head(key).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] read(String location) {
    String key = key(location);
    Optional<byte[]> cached = cache.get(key);
    if (cached.isPresent()) {
      return cached.get();
    }
    try (StoredObject object = open(key, location)) {
      byte[] bytes = object.content().readAllBytes();
      if (isMetadata(key)) {
        cache.put(key, bytes);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' can't be read".formatted(location), e);
    }
  }

  private StoredObject open(String key, String location) throws IOException {
    return store
        .get(key)
        .orElseThrow(() -> new NotFoundException("Object '%s' does not exist", location));
  }

  void write(String location, byte[] bytes, PutObject.Condition condition) throws IOException {
    String key = key(location);
    PutObject.Content content = PutObject.Content.of(bytes);
    PutObject object = new PutObject(key, content, "application/octet-stream", OURS, condition);
    if (store.put(object).isEmpty()) {
      throw new IOException("'%s' exists already".formatted(location));
    }
    if (isMetadata(key)) {
      cache.put(key, bytes);
    }
  }

  private static boolean isMetadata(String key) {
    return key.contains("/metadata/");
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    throw new NotSerializableException(getClass().getName());
  }
}
