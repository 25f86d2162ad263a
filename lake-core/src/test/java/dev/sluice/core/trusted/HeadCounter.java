package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that notes which objects were asked for their metadata. */
class HeadCounter implements ObjectStore {
  final List<String> keys = new ArrayList<>();
  private final ObjectStore store;

  HeadCounter(ObjectStore store) {
    this.store = store;
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    keys.add(key);
    return store.head(key);
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    return store.put(object);
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    return store.get(key);
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    return store.copy(from, etag, to);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public void delete(String key) throws IOException {
    store.delete(key);
  }
}
