package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** Lists ranges of an input's keys. Only whole folders count as listed. */
record RangeListing(ObjectStore store, Input input) {
  /** Goes on to the end of the range. */
  static final LongPredicate TO_THE_END = objects -> false;

  /**
   * What came of a listing.
   *
   * @param objects that were listed
   * @param isChanged whether they are others than those that were known
   * @param next the folder with which to go on; empty: the range is done
   */
  record Listed(long objects, boolean isChanged, String next) {}

  /**
   * Lists a range and puts what is found into the index.
   *
   * @param isOver whether to stop before the next folder, after so many objects
   */
  Listed list(KeyRange range, RawIndex index, LongPredicate isOver) throws IOException {
    RawListing listing = new RawListing(input);
    long objects = 0;
    try (Stream<ObjectInfo> all = store.listAfter(input.layout().prefix() + "/", range.from())) {
      Iterator<ObjectInfo> each = all.iterator();
      while (each.hasNext()) {
        ObjectInfo object = each.next();
        if (range.isBefore(object.key())) {
          break;
        }
        if (objects > 0 && isOver.test(objects)) {
          String next = listing.beginning(object.key());
          if (!next.isEmpty()) {
            boolean isChanged = index.replace(range.until(next), listing.found());
            return new Listed(objects, isChanged, next);
          }
        }
        listing.add(object);
        objects++;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Listed(objects, index.replace(range, listing.found()), "");
  }
}
