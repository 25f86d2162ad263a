package dev.sluice.core.lake;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import java.io.IOException;
import java.util.Optional;

/** Opens objects that were listed. */
@FunctionalInterface
public interface ObjectSource {
  /**
   * The object of that key as it is now, opened for reading; the caller closes it. Empty: it was
   * deleted.
   */
  Optional<StoredObject> open(ObjectInfo listed) throws IOException;
}
