package dev.sluice.core.erase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectsAhead.Limits;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResumedListingTest {
  private final List<String> fetched = Collections.synchronizedList(new ArrayList<>());
  private final InMemoryObjectStore store =
      new InMemoryObjectStore() {
        @Override
        public synchronized Optional<StoredObject> get(String key) throws IOException {
          fetched.add(key);
          return super.get(key);
        }
      };
  private final EraseProgress progress = new EraseProgress("request");
  private final List<String> done = new ArrayList<>();
  private boolean isTimeShort;

  @BeforeEach
  void put() throws IOException {
    for (String key : List.of("a/1", "a/2", "a/3", "a/4", "b/", "b/1", "b/2")) {
      store.put(PutObject.of(key, new byte[] {1}, "text/plain"));
    }
  }

  private boolean goOn() throws IOException {
    ResumedListing.Task task =
        (object, source) -> {
          source.open(object).orElseThrow().close();
          done.add(object.key());
        };
    return new ResumedListing(store, progress, () -> isTimeShort)
        .goOn(
            List.of(
                new ResumedListing.Folder(
                    "a/", object -> !object.key().equals("a/3"), Limits.USUAL, task),
                new ResumedListing.Folder("b/", any -> true, Limits.NONE, task)));
  }

  @Test
  void fetchesWhatIsWantedAndNothingElse() throws IOException {
    assertThat(goOn()).isTrue();
    assertThat(done).containsExactly("a/1", "a/2", "a/4", "b/1", "b/2");
    assertThat(fetched).containsExactlyInAnyOrderElementsOf(done);
  }

  @Test
  void doesOneObjectAtLeastAndGoesOnBehindIt() throws IOException {
    isTimeShort = true;
    int invocations = 1;
    while (!goOn()) {
      assertThat(done).hasSizeGreaterThanOrEqualTo(invocations);
      invocations++;
    }
    assertThat(done).containsExactly("a/1", "a/2", "a/4", "b/1", "b/2");
    assertThat(invocations).isEqualTo(3 + 1);
  }
}
