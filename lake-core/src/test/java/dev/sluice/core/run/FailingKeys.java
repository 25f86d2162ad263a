package dev.sluice.core.run;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Some objects can't be read or put, always the same ones, whoever tries and when. */
final class FailingKeys extends InMemoryObjectStore {
  private static final int ONE_IN = 7;

  private final long seed;
  private final int kinds;

  /** None. */
  FailingKeys(Instant time) {
    this(time, 0, 0);
  }

  /**
   * @param seed of which
   * @param kinds how many kinds of failure there are; 0: nothing fails
   */
  FailingKeys(Instant time, long seed, int kinds) {
    super(() -> time);
    this.seed = seed;
    this.kinds = kinds;
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    if (key.startsWith("raw/")) {
      strike(key);
    }
    return super.get(key);
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    if (object.key().startsWith("trusted/")) {
      strike(object.key());
    }
    return super.put(object);
  }

  private void strike(String key) throws IOException {
    int fate = Math.floorMod(Long.hashCode(seed * 31 + key.hashCode()), ONE_IN);
    if (fate >= kinds) {
      return;
    }
    switch (fate) {
      case 0 -> throw new IOException("lost");
      case 1 -> throw new OutOfMemoryError("Java heap space");
      case 2 -> throw new StackOverflowError();
      default -> throw new IllegalStateException("of a library");
    }
  }
}
