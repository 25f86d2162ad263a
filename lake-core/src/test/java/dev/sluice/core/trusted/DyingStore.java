package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The store of an invocation that is killed when it puts something else than a mark. */
record DyingStore(ObjectStore store) implements ObjectStore {
  @Override
  public Optional<String> put(PutObject object) throws IOException {
    if (!object.key().contains("/marks/")) {
      throw new IOException("died");
    }
    return store.put(object);
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    return store.get(key);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    return store.head(key);
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    throw new IOException("died");
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public void delete(String key) throws IOException {
    throw new IOException("died");
  }
}
