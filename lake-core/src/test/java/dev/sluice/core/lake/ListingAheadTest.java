package dev.sluice.core.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectsAhead.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ListingAheadTest {
  private final InMemoryObjectStore store = new InMemoryObjectStore();

  /** Its second page can't be listed. */
  private static final class FailingListing implements Iterator<ObjectInfo> {
    private final Iterator<ObjectInfo> listed;
    private int given;
    private boolean isBroken = true;

    FailingListing(Iterator<ObjectInfo> listed) {
      this.listed = listed;
    }

    @Override
    public boolean hasNext() {
      if (isBroken && given == 2) {
        throw new UncheckedIOException(new IOException("SlowDown"));
      }
      return listed.hasNext();
    }

    @Override
    public ObjectInfo next() {
      given++;
      return listed.next();
    }

    /** As erasures have it. */
    Iterator<ObjectInfo> filtered() {
      Stream<ObjectInfo> all =
          StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, 0), false);
      return all.filter(object -> !object.key().endsWith("/")).iterator();
    }
  }

  @Test
  void aListingThatFailsDoesSoBehindWhatItGave() throws IOException {
    for (String key : List.of("raw/1", "raw/2", "raw/3")) {
      store.put(PutObject.of(key, new byte[] {1}, "text/plain"));
    }
    List<ObjectInfo> listed = store.list("raw/").toList();
    FailingListing listing = new FailingListing(listed.iterator());
    List<ObjectInfo> given = new ArrayList<>();
    try (ObjectsAhead objects = new ObjectsAhead(store, listing.filtered(), Limits.USUAL)) {
      given.add(objects.next());
      given.add(objects.next());
      listing.isBroken = false;
      for (int tries = 0; tries < 2; tries++) {
        assertThatThrownBy(objects::hasNext).hasMessageContaining("SlowDown");
        assertThatThrownBy(objects::next).hasMessageContaining("SlowDown");
      }
    }
    assertThat(given).isEqualTo(listed.subList(0, 2));
  }
}
