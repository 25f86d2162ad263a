package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.util.Optional;

/** The store of an invocation that is killed right after it has put an object. */
final class KilledAfterPut extends HeadCounter {
  private final String last;
  private boolean isKilled;

  KilledAfterPut(ObjectStore store, String last) {
    super(store);
    this.last = last;
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    if (isKilled) {
      throw new KilledException();
    }
    isKilled = object.key().equals(last);
    return super.put(object);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    if (isKilled) {
      throw new KilledException();
    }
    return super.head(key);
  }

  /** Nothing that the function does can catch it. */
  static final class KilledException extends Error {
    private static final long serialVersionUID = 1;
  }
}
