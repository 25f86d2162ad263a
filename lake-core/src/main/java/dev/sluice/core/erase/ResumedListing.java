package dev.sluice.core.erase;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Goes through the objects of some folders, over several invocations. */
record ResumedListing(ObjectStore store, EraseProgress progress, BooleanSupplier isTimeShort) {
  /** A folder, and what is done with each object of it. */
  record Folder(String prefix, Task task) {}

  /** What is done with an object. */
  @FunctionalInterface
  interface Task {
    void with(ObjectInfo object) throws IOException;
  }

  /** Goes on; false: time is short, and there are more. */
  boolean goOn(List<Folder> folders) throws IOException {
    while (progress.part() < folders.size()) {
      if (!goOn(folders.get(progress.part()))) {
        return false;
      }
      progress.nextPart();
    }
    return true;
  }

  /** At least one object is done, so that it comes to an end however short the time is. */
  private boolean goOn(Folder folder) throws IOException {
    String after = progress.after();
    boolean isFirst = true;
    try (Stream<ObjectInfo> listing = store.list(folder.prefix())) {
      Iterator<ObjectInfo> objects = listing.iterator();
      while (objects.hasNext()) {
        ObjectInfo object = objects.next();
        if (object.key().endsWith("/") || !isAfter(object.key(), after)) {
          continue;
        }
        if (!isFirst && isTimeShort.getAsBoolean()) {
          return false;
        }
        isFirst = false;
        folder.task().with(object);
        progress.done(object.key());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return true;
  }

  /** In the order of listings, which is that of UTF-8. */
  private static boolean isAfter(String key, String after) {
    return java.util.Arrays.compareUnsigned(
            key.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            after.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        > 0;
  }
}
