package dev.sluice.core.lake;

import java.io.IOException;
import java.util.Optional;

/**
 * A store whose client never gets the first answer of a put, and repeats it: a condition is not met
 * any more then, by its own doing.
 */
public final class RepeatingStore extends InMemoryObjectStore {
  @Override
  public Optional<String> put(PutObject object) throws IOException {
    super.put(object);
    return super.put(object);
  }
}
