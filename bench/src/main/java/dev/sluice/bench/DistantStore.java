package dev.sluice.bench;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** A bucket whose answers take some time to begin, as over a network. */
record DistantStore(ObjectStore bucket, int millis) implements ObjectStore {
  private void travel() throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    travel();
    return bucket.get(key);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    travel();
    return bucket.head(key);
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    travel();
    return bucket.put(object);
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    travel();
    return bucket.copy(from, etag, to);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    travel();
    return bucket.list(prefix);
  }

  @Override
  public void delete(String key) throws IOException {
    travel();
    bucket.delete(key);
  }
}
