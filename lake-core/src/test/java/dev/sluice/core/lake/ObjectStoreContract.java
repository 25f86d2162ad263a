package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link ObjectStore} does. Each test works under a prefix of its own. No key is a
 * folder of another one: stores on directories can't have that.
 */
public abstract class ObjectStoreContract {
  private static final String TEXT = "text/plain";

  private final String prefix = "contract/" + Long.toHexString(System.nanoTime()) + "/";
  private ObjectStore store;

  /** The store under test; called before each test, may be the same each time. */
  protected abstract ObjectStore store() throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    store = store();
  }

  @Test
  void givesBackWhatWasPut() throws IOException {
    String etag = store.put(text("a.txt", "Größe: 1 m")).orElseThrow();

    assertThat(read("a.txt")).contains("Größe: 1 m");
    ObjectInfo info = store.head(prefix + "a.txt").orElseThrow();
    assertThat(info.key()).isEqualTo(prefix + "a.txt");
    assertThat(info.size()).isEqualTo("Größe: 1 m".getBytes(UTF_8).length);
    assertThat(info.etag()).isEqualTo(etag).isNotBlank();
  }

  @Test
  void getTellsTheSameFactsAsHead() throws IOException {
    store.put(text("a.txt", "one").withMetadata(Map.of("rows", "1")));

    try (StoredObject object = store.get(prefix + "a.txt").orElseThrow()) {
      assertThat(Optional.of(object.info())).isEqualTo(store.head(prefix + "a.txt"));
    }
  }

  @Test
  void hasNothingUnderAnUnknownKey() throws IOException {
    assertThat(store.get(prefix + "none")).isEmpty();
    assertThat(store.head(prefix + "none")).isEmpty();
    assertThat(keys("none")).isEmpty();
  }

  @Test
  void replacesContentAndMetadata() throws IOException {
    String first = store.put(text("a", "one").withMetadata(Map.of("rows", "1"))).orElseThrow();
    String second = store.put(text("a", "three").withMetadata(Map.of("size", "5"))).orElseThrow();

    assertThat(second).isNotEqualTo(first);
    assertThat(read("a")).contains("three");
    assertThat(store.head(prefix + "a").orElseThrow().metadata()).isEqualTo(Map.of("size", "5"));
  }

  @Test
  void keepsMetadata() throws IOException {
    Map<String, String> metadata = Map.of("rows", "12", "finger-print", "a b=c/d+e");
    store.put(text("a", "x").withMetadata(metadata));

    assertThat(store.head(prefix + "a").orElseThrow().metadata()).isEqualTo(metadata);
  }

  @Test
  void storesAnEmptyObject() throws IOException {
    store.put(text("empty", ""));

    assertThat(read("empty")).contains("");
    assertThat(store.head(prefix + "empty").orElseThrow().size()).isZero();
  }

  @Test
  void storesAFile(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("big"), new byte[3_000_000]);
    store.put(
        new PutObject(
            prefix + "big",
            PutObject.Content.of(file),
            "application/octet-stream",
            Map.of(),
            Condition.NONE));

    try (StoredObject object = store.get(prefix + "big").orElseThrow()) {
      assertThat(object.content().readAllBytes()).isEqualTo(new byte[3_000_000]);
    }
  }

  @Test
  void equalContentHasEqualEtag() throws IOException {
    assertThat(store.put(text("a", "same"))).isEqualTo(store.put(text("b", "same")));
  }

  @Test
  void putsOnlyIfAbsent() throws IOException {
    assertThat(store.put(text("a", "one").when(new Condition.Absent()))).isPresent();
    assertThat(store.put(text("a", "two").when(new Condition.Absent()))).isEmpty();
    assertThat(read("a")).contains("one");
  }

  @Test
  void putsOnlyOverTheObjectThatWasRead() throws IOException {
    String first = store.put(text("a", "one")).orElseThrow();

    assertThat(store.put(text("a", "two").when(new Condition.Matches(first)))).isPresent();
    assertThat(store.put(text("a", "three").when(new Condition.Matches(first)))).isEmpty();
    assertThat(read("a")).contains("two");
  }

  @Test
  void matchesNoEtagWhereThereIsNoObject() throws IOException {
    String etag = store.put(text("a", "one")).orElseThrow();

    assertThat(store.put(text("b", "one").when(new Condition.Matches(etag)))).isEmpty();
    assertThat(read("b")).isEmpty();
  }

  @Test
  void deletes() throws IOException {
    store.put(text("a", "one"));
    store.delete(prefix + "a");
    store.delete(prefix + "a");

    assertThat(read("a")).isEmpty();
    assertThat(store.put(text("a", "two").when(new Condition.Absent()))).isPresent();
  }

  @Test
  void copiesWhatHasThatContent() throws IOException {
    String etag = store.put(text("a b", "one").withMetadata(Map.of("rows", "1"))).orElseThrow();

    assertThat(store.copy(prefix + "a b", etag, prefix + "new/ä+%20.csv")).contains(etag);
    assertThat(store.copy(prefix + "a b", etag.replace("\"", ""), prefix + "bare")).contains(etag);
    assertThat(read("new/ä+%20.csv")).contains("one");
    assertThat(read("a b")).contains("one");
    assertThat(store.head(prefix + "bare").orElseThrow().metadata()).isEqualTo(Map.of("rows", "1"));
  }

  @Test
  void copiesNothingThatWasReplaced() throws IOException {
    String etag = store.put(text("a", "one")).orElseThrow();
    store.put(text("a", "two"));

    assertThat(store.copy(prefix + "a", etag, prefix + "b").isEmpty())
        .isEqualTo(comparesSourcesOfCopies());
    assertThat(read("b").isEmpty()).isEqualTo(comparesSourcesOfCopies());
  }

  @Test
  void copiesNothingThatWasDeleted() throws IOException {
    String etag = store.put(text("a", "one")).orElseThrow();

    assertThat(store.copy(prefix + "none", etag, prefix + "b")).isEmpty();
    assertThat(read("b")).isEmpty();
  }

  /** Whether the service behind the store compares a copy's source with the ETag given. */
  protected boolean comparesSourcesOfCopies() {
    return true;
  }

  @Test
  void listsKeysOfThePrefixInOrder() throws IOException {
    for (String key : List.of("b/2", "b/10", "a", "b/1", "b-", "bc", "c/1")) {
      store.put(text(key, "x"));
    }

    assertThat(keys("b")).containsExactly("b-", "b/1", "b/10", "b/2", "bc");
    assertThat(keys("b/")).containsExactly("b/1", "b/10", "b/2");
    assertThat(keys("")).hasSize(7);
  }

  @Test
  void listsSizeAndEtagWithoutMetadata() throws IOException {
    String etag = store.put(text("a", "four").withMetadata(Map.of("rows", "1"))).orElseThrow();

    try (Stream<ObjectInfo> found = store.list(prefix)) {
      ObjectInfo info = store.head(prefix + "a").orElseThrow();
      assertThat(found)
          .containsExactly(new ObjectInfo(prefix + "a", 4, etag, info.modified(), Map.of()));
    }
  }

  @Test
  void takesKeysAsTheFieldWritesThem() throws IOException {
    List<String> odd =
        List.of("city=S o P/a b.json", "ort=Köln/größe.json", "year=2026/month=06/x+y%20z&c.gz");
    for (String key : odd) {
      store.put(text(key, key));
      assertThat(read(key)).contains(key);
    }

    assertThat(keys("")).containsExactlyElementsOf(odd);
    assertThat(keys("ort=Köln/")).containsExactly("ort=Köln/größe.json");
    store.delete(prefix + odd.get(1));
    assertThat(keys("")).hasSize(2);
  }

  @Test
  void listsMoreThanOnePage() throws IOException {
    List<String> names = IntStream.range(0, 1_050).mapToObj("many/%05d"::formatted).toList();
    for (String name : names) {
      store.put(text(name, ""));
    }

    assertThat(keys("many/")).containsExactlyElementsOf(names);
    try (Stream<ObjectInfo> rest = store.listAfter(prefix + "many/", prefix + "many/01048a")) {
      assertThat(rest.map(ObjectInfo::key)).containsExactly(prefix + "many/01049");
    }
  }

  private PutObject text(String key, String content) {
    return PutObject.of(prefix + key, content.getBytes(UTF_8), TEXT);
  }

  private Optional<String> read(String key) throws IOException {
    Optional<StoredObject> found = store.get(prefix + key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (StoredObject object = found.get()) {
      return Optional.of(new String(object.content().readAllBytes(), UTF_8));
    }
  }

  private List<String> keys(String rest) throws IOException {
    try (Stream<ObjectInfo> found = store.list(prefix + rest)) {
      return found.map(info -> info.key().substring(prefix.length())).toList();
    }
  }
}
