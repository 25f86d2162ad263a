package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.store.InMemoryObjectStore;
import dev.sluice.core.store.PutObject;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadInvocationTest {
  @TempDir Path folder;
  private Instant time = Instant.parse("2026-06-01T00:00:00Z");

  /** The process is gone as soon as it writes a table. */
  private static final class FatalStore extends InMemoryObjectStore {
    private boolean isFatal = true;

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      if (isFatal && object.key().startsWith("trusted/")) {
        throw new OutOfMemoryError("Java heap space");
      }
      return super.put(object);
    }
  }

  @Test
  void countsAsAFailedAttemptSoThatTheRunFailsInTheEnd() throws IOException {
    FatalStore store = new FatalStore();
    FarmLake lake = new FarmLake(store, folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
    RunDriver driver =
        new RunDriver(
            EmbeddedPorts.of(
                FarmLake.pipeline(List.of()),
                store,
                lake.transform(1 << 20),
                new FakeTableCatalog(),
                new FakeQueryEngine()));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> driver.handle(wake())).isInstanceOf(OutOfMemoryError.class);
    }
    RunResult failed = driver.handle(wake());
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures().get(0).reason())
        .contains("TRANSFORM failed 3 times", "never ended", "out of memory");
    assertThat(failed.failures().get(0).remedy()).contains("more memory");
    assertThat(new RunStore(store, "farm").load().document().run().orElseThrow().step())
        .isEqualTo(Run.Step.FAILED);
    store.isFatal = false;
    assertThat(driver.handle(wake()).state()).isEqualTo("SUCCEEDED");
  }

  private Wake wake() {
    time = time.plus(Duration.ofMinutes(15));
    return Wake.schedule(time, () -> 60_000);
  }
}
