package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.VersionedObject.Held;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class VersionedObjectTest {
  private static final VersionedObject.Format<Integer> FORMAT =
      new VersionedObject.Format<>(
          "a count",
          "Delete it.",
          json -> Integer.valueOf(json.path("count").asText()),
          count -> "{\"count\":%d}".formatted(count).getBytes(UTF_8));

  private static VersionedObject<Integer> in(ObjectStore store) {
    return new VersionedObject<>(store, "state/count.json", FORMAT);
  }

  @Test
  void takesAPutWhoseAnswerWasLostForItsOwn() throws IOException {
    VersionedObject<Integer> count = in(new RepeatingStore());

    Held<Integer> first = count.save(count.load(), 1).orElseThrow();
    Held<Integer> second = count.save(first, 2).orElseThrow();

    assertThat(count.load()).isEqualTo(second);
    assertThat(second.value()).contains(2);
  }

  @Test
  void givesWayToWhoSavedBefore() throws IOException {
    VersionedObject<Integer> count = in(new InMemoryObjectStore());
    Held<Integer> before = count.load();
    count.save(before, 1);

    assertThat(count.isUnchanged(before)).isFalse();
    assertThat(count.save(before, 2)).isEmpty();
    assertThat(count.load().value()).contains(1);
  }

  @Test
  void doesNotTakeAnothersPutOfTheSameContentForItsOwn() throws IOException {
    InMemoryObjectStore store = new InMemoryObjectStore();
    Held<Integer> before = in(store).load();

    assertThat(in(store).save(before, 1)).isPresent();
    assertThat(in(store).save(before, 1)).isEmpty();
  }

  @Test
  void namesTheObjectAndTheRemedyIfItCantBeRead() throws IOException {
    InMemoryObjectStore store = new InMemoryObjectStore();
    for (String broken : new String[] {"{", "", "{\"count\":\"many\"}"}) {
      store.put(PutObject.of("state/count.json", broken.getBytes(UTF_8), "application/json"));

      assertThatThrownBy(() -> in(store).load())
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("state/count.json is not a count: ")
          .hasMessageEndingWith(". Delete it.");
    }
  }
}
