package dev.sluice.core.erase;

import dev.sluice.core.lake.ObjectSource;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectsAhead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Goes through the objects of some folders, over several invocations. */
record ResumedListing(ObjectStore store, EraseProgress progress, BooleanSupplier isTimeShort) {
  /**
   * A folder, and what is done with objects of it.
   *
   * @param wanted with which of them
   * @param ahead how far they are fetched before it is their turn
   */
  record Folder(String prefix, Predicate<ObjectInfo> wanted, ObjectsAhead.Limits ahead, Task task) {
    /** With all of them; whoever visits one opens it, if need be. */
    Folder(String prefix, Visitor visitor) {
      this(
          prefix, any -> true, ObjectsAhead.Limits.NONE, (object, source) -> visitor.visit(object));
    }
  }

  /** What is done with an object, which is opened by the source. */
  @FunctionalInterface
  interface Task {
    void with(ObjectInfo object, ObjectSource source) throws IOException;
  }

  /** Does something with an object. */
  @FunctionalInterface
  interface Visitor {
    void visit(ObjectInfo object) throws IOException;
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
    try (Stream<ObjectInfo> listing = store.listAfter(folder.prefix(), progress.after())) {
      Iterator<ObjectInfo> wanted =
          listing
              .filter(object -> !object.key().endsWith("/") && folder.wanted().test(object))
              .iterator();
      try (ObjectsAhead objects = new ObjectsAhead(store, wanted, folder.ahead())) {
        return goOn(folder, objects);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean goOn(Folder folder, ObjectsAhead objects) throws IOException {
    for (boolean isFirst = true; objects.hasNext(); isFirst = false) {
      if (!isFirst && isTimeShort.getAsBoolean()) {
        return false;
      }
      ObjectInfo object = objects.next();
      folder.task().with(object, objects);
      progress.done(object.key());
    }
    return true;
  }
}
