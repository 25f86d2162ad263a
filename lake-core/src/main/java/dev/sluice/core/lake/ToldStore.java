package dev.sluice.core.lake;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store whose changes are told before they are made. It asks the store for what it is asked for,
 * and nothing else: which rights that takes depends on who asks.
 *
 * @param <S> the store
 */
record ToldStore<S extends ObjectStore>(S store, ObjectStore.Before before) implements ObjectStore {
  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    return store.get(key);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    return store.head(key);
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    before.changes(object.key());
    return store.put(object);
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    before.changes(to);
    return store.copy(from, etag, to);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public Stream<ObjectInfo> listAfter(String prefix, String after) throws IOException {
    return store.listAfter(prefix, after);
  }

  @Override
  public void delete(String key) throws IOException {
    before.changes(key);
    store.delete(key);
  }
}
