package dev.sluice.core.raw;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.util.Optional;

/** Fails at one put, before or after it is carried out. */
final class FailingObjectStore extends InMemoryObjectStore {
  private final boolean afterwards;
  private int putsLeft;

  FailingObjectStore(int failingPut, boolean afterwards) {
    this.putsLeft = failingPut;
    this.afterwards = afterwards;
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    boolean fails = --putsLeft == 0;
    if (fails && !afterwards) {
      throw new IOException("503 SlowDown");
    }
    Optional<String> etag = super.put(object);
    if (fails) {
      throw new IOException("The answer was lost");
    }
    return etag;
  }
}
