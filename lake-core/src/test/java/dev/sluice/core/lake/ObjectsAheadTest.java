package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.ObjectsAhead.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObjectsAheadTest {
  private static final String PREFIX = "raw/";

  private final AskedStore store = new AskedStore();

  private List<ObjectInfo> put(int count, int size) throws IOException {
    for (int i = 0; i < count; i++) {
      put(i, String.valueOf(i % 10).repeat(size));
    }
    return listed();
  }

  private void put(int number, String content) throws IOException {
    store.put(
        PutObject.of(PREFIX + "%03d".formatted(number), content.getBytes(UTF_8), "text/plain"));
  }

  private List<ObjectInfo> listed() throws IOException {
    return store.list(PREFIX).toList();
  }

  private ObjectsAhead ahead(List<ObjectInfo> listed, Limits limits) {
    return new ObjectsAhead(store, listed.iterator(), limits);
  }

  private static String text(ObjectSource source, ObjectInfo object) throws IOException {
    try (StoredObject stored = source.open(object).orElseThrow()) {
      return new String(stored.content().readAllBytes(), UTF_8);
    }
  }

  @Test
  void fetchesTheNextObjectsWhileOneIsRead() throws Exception {
    List<ObjectInfo> listed = put(20, 10);
    store.hold(true);
    try (ObjectsAhead objects = ahead(listed, new Limits(4, 1000))) {
      objects.next();
      store.awaitAsked(4);
      assertThat(store.asked())
          .containsExactlyInAnyOrder("raw/001", "raw/002", "raw/003", "raw/004");
      store.hold(false);
      assertThat(text(objects, listed.get(0))).isEqualTo("0000000000");
    }
  }

  @Test
  void fetchesNoMoreBytesThanItMay() throws Exception {
    List<ObjectInfo> listed = put(20, 25);
    store.hold(true);
    try (ObjectsAhead objects = ahead(listed, new Limits(16, 100))) {
      objects.next();
      store.awaitAsked(4);
      store.hold(false);
      for (int i = 1; i < listed.size(); i++) {
        assertThat(text(objects, objects.next())).isEqualTo(String.valueOf(i % 10).repeat(25));
        assertThat(store.asked().size()).isLessThanOrEqualTo(i + 4);
      }
      assertThat(objects.hasNext()).isFalse();
      assertThatThrownBy(objects::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(store.asked()).doesNotHaveDuplicates().hasSize(19);
  }

  @Test
  void fetchesALargeObjectInItsTurn() throws IOException {
    put(0, "small");
    put(1, "large".repeat(100));
    put(2, "small too");
    try (ObjectsAhead objects = ahead(listed(), new Limits(16, 100))) {
      objects.next();
      objects.next();
      ObjectInfo last = objects.next();
      assertThat(text(objects, last)).isEqualTo("small too");
    }
    assertThat(store.asked()).containsExactly("raw/002");
  }

  @Test
  void anObjectWithoutEtagIsFetchedInItsTurn() throws IOException {
    List<ObjectInfo> listed =
        put(3, 3).stream()
            .map(is -> new ObjectInfo(is.key(), is.size(), "", is.modified(), is.metadata()))
            .toList();
    try (ObjectsAhead objects = ahead(listed, Limits.USUAL)) {
      objects.next();
      objects.next();
    }
    assertThat(store.asked()).isEmpty();
  }

  @Test
  void whatCouldNotBeFetchedIsAskedForOnceMore() throws IOException {
    List<ObjectInfo> listed = put(3, 3);
    store.failing.add("raw/001");
    try (ObjectsAhead objects = ahead(listed, Limits.USUAL)) {
      objects.next();
      assertThat(text(objects, objects.next())).isEqualTo("111");
    }
    assertThat(store.asked()).filteredOn("raw/001"::equals).hasSize(2);
  }

  @Test
  void whatFailsAgainIsAFailureOfThatObjectAlone() throws IOException {
    List<ObjectInfo> listed = put(3, 3);
    store.failing.add("raw/001");
    store.failing.add("raw/001");
    try (ObjectsAhead objects = ahead(listed, Limits.USUAL)) {
      objects.next();
      ObjectInfo failing = objects.next();
      assertThatThrownBy(() -> objects.open(failing)).hasMessage("the connection was reset");
      assertThat(text(objects, objects.next())).isEqualTo("222");
    }
  }

  @Test
  void anObjectThatWasReplacedSinceItWasListedIsSeenAsItIs() throws IOException {
    List<ObjectInfo> listed = put(3, 3);
    put(1, "another one, and longer");
    store.delete("raw/002");
    try (ObjectsAhead objects = ahead(listed, Limits.USUAL)) {
      objects.next();
      ObjectInfo replaced = objects.next();
      assertThat(text(objects, replaced)).isEqualTo("another one, and longer");
      assertThat(objects.open(replaced).orElseThrow().info().etag()).isNotEqualTo(replaced.etag());
      assertThat(objects.open(objects.next())).isEmpty();
    }
  }

  @Test
  void anObjectOfAnotherLengthThanListedIsNotCut() throws IOException {
    List<ObjectInfo> listed = new ArrayList<>();
    for (ObjectInfo is : put(3, 9)) {
      listed.add(
          new ObjectInfo(
              is.key(),
              is.size() - 4 * listed.size() + 4,
              is.etag(),
              is.modified(),
              is.metadata()));
    }
    try (ObjectsAhead objects = ahead(listed, Limits.USUAL)) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(objects, objects.next())).isEqualTo(String.valueOf(i).repeat(9));
      }
    }
  }

  @Test
  void leavesNoRequestBehindWhenItIsClosedBeforeTheEnd() throws Exception {
    List<ObjectInfo> listed = put(20, 10);
    store.hold(true);
    try (ObjectsAhead objects = ahead(listed, new Limits(4, 1000))) {
      objects.next();
      store.awaitAsked(4);
    }
    assertThat(store.atOnce()).isZero();
    assertThat(store.asked()).hasSize(4);
  }

  @Test
  void anInterruptedReaderStaysInterrupted() throws IOException {
    List<ObjectInfo> listed = put(3, 3);
    store.hold(true);
    try (ObjectsAhead objects = ahead(listed, Limits.USUAL)) {
      objects.next();
      ObjectInfo second = objects.next();
      Thread.currentThread().interrupt();
      assertThat(text(objects, second)).isEqualTo("111");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
    assertThat(Thread.interrupted()).isTrue();
  }
}
