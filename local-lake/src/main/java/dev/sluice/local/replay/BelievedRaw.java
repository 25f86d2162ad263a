package dev.sluice.local.replay;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.RecordTime;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bucket whose listings leave out records with an event time too far from their arrival: when
 * they came, rules took them at their arrival, which is not in raw.
 */
record BelievedRaw(ObjectStore bucket) implements ObjectStore {
  static boolean isFar(ObjectInfo object) {
    return RecordTime.of(object.key()) == RecordTime.FAR;
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    return bucket.list(prefix).filter(object -> !isFar(object));
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    return bucket.get(key);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    return bucket.head(key);
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    return bucket.put(object);
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    return bucket.copy(from, etag, to);
  }

  @Override
  public void delete(String key) throws IOException {
    bucket.delete(key);
  }
}
