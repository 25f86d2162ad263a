package dev.sluice.core.run.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.run.state.RunStore.Loaded;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunStoreTest {
  /** As a client that repeats a put whose answer was lost: the condition is not met any more. */
  private static final class RepeatingStore extends InMemoryObjectStore {
    private boolean losesAnswers;

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      Optional<String> answer = super.put(object);
      return losesAnswers ? super.put(object) : answer;
    }
  }

  private final RepeatingStore store = new RepeatingStore();
  private final RunStore runs = new RunStore(store, "farm");

  private static RunDocument run(long number) {
    Run run =
        Run.start(
            number, Instant.parse("2026-06-01T00:15:00Z"), Run.Step.TRANSFORM, Optional.empty());
    return new RunDocument(Optional.of(run), Map.of(), Map.of(), Map.of(), Map.of());
  }

  @Test
  void takesAPutThatWasRepeatedForItsOwn() throws IOException {
    store.losesAnswers = true;
    Loaded first = runs.save(run(1), runs.load().version()).orElseThrow();
    Loaded second = runs.save(run(2), first.version()).orElseThrow();

    assertThat(runs.load()).isEqualTo(second);
    assertThat(second.document()).isEqualTo(run(2));
  }

  @Test
  void givesWayToWhoSavedBefore() throws IOException {
    Loaded before = runs.load();
    runs.save(run(1), before.version());

    assertThat(runs.save(run(2), before.version())).isEmpty();
    assertThat(runs.load().document()).isEqualTo(run(1));
  }
}
