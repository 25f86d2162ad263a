package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.flaw.Flaw;
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

  /** What is thrown when a table is written; after a kill nothing can be written any more. */
  private static final class FatalStore extends InMemoryObjectStore {
    private Error fate;
    private boolean isKilled;
    private boolean isLate;

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      if (isLate && object.key().startsWith("trusted/")) {
        isKilled = true;
        return super.put(object);
      }
      if (fate != null && object.key().startsWith("trusted/")) {
        isKilled = fate instanceof ThreadDeath;
        throw fate;
      }
      if (isKilled) {
        throw fate;
      }
      return super.put(object);
    }
  }

  private final FatalStore store = new FatalStore();

  private RunDriver driver() {
    FarmLake lake = new FarmLake(store, folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1,\"n\":\"x\"}");
    return new RunDriver(
        EmbeddedPorts.of(
            FarmLake.pipeline(List.of()),
            store,
            lake.transform(1 << 20),
            new FakeTableCatalog(),
            new FakeQueryEngine()));
  }

  @Test
  void countsAsAFailedAttemptSoThatTheRunFailsInTheEnd() throws IOException {
    RunDriver driver = driver();
    for (int i = 0; i < 3; i++) {
      store.fate = new ThreadDeath();
      assertThatThrownBy(() -> driver.handle(event())).isInstanceOf(ThreadDeath.class);
      store.isKilled = false;
    }
    store.fate = null;
    RunResult failed = driver.handle(event());
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures().get(0).reason())
        .contains("TRANSFORM failed 3 times", "never ended", "out of memory");
    assertThat(failed.failures().get(0).remedy()).contains("more memory");
    assertThat(
            RunJson.in(store, "farm")
                .load()
                .value()
                .orElse(RunDocument.EMPTY)
                .run()
                .orElseThrow()
                .step())
        .isEqualTo(Run.Step.FAILED);
    assertThat(driver.handle(event()).state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void costsOnlyItsPartitionWhenItIsOutOfMemoryAndLivesOn() throws IOException {
    RunDriver driver = driver();
    store.fate = new OutOfMemoryError("Java heap space");
    RunResult failed = driver.handle(event());
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures().get(0).reason()).contains("day=01", "out of memory");
    assertThat(failed.failures().get(0).remedy()).contains("more memory");
    assertThat(
            RunJson.in(store, "farm")
                .load()
                .value()
                .orElse(RunDocument.EMPTY)
                .run()
                .orElseThrow()
                .lease())
        .isEmpty();
    store.fate = null;
    assertThat(driver.handle(event()).state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void losesNothingOfWhatAPartitionsRowsHadIfItDiesBehindIt() throws IOException {
    RunDriver driver = driver();
    store.fate = new ThreadDeath();
    store.isLate = true;
    assertThatThrownBy(() -> driver.handle(event())).isInstanceOf(ThreadDeath.class);
    store.isKilled = false;
    store.isLate = false;
    store.fate = null;
    RunResult ended = driver.handle(event());
    assertThat(ended.state()).isEqualTo("SUCCEEDED");
    assertThat(ended.tables().get("readings").rewritten()).isEqualTo(1);
    assertThat(ended.tables().get("readings").made().count(Flaw.Kind.CAST)).isEqualTo(2);
  }

  private RunEvent event() {
    time = time.plus(Duration.ofMinutes(15));
    return RunEvents.schedule(time, () -> 60_000);
  }
}
