package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that answers too late, or not at all for a while. */
class ThrottledEngineTest {
  @TempDir Path folder;
  private FarmLake lake;
  private final FakeQueryEngine engine = new FakeQueryEngine();
  private final List<String> tokens = new ArrayList<>();
  private int lostStarts;
  private int lostStates;
  private String sql = "SELECT 1";
  private Instant time = Instant.parse("2026-06-01T00:00:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
  }

  /** Starts a query but loses the answer. */
  private final class Lossy implements QueryEngine {
    @Override
    public String start(QueryStart query) throws IOException {
      tokens.add(query.token());
      String id = engine.start(query);
      if (lostStarts-- > 0) {
        throw new IOException("throttled");
      }
      return id;
    }

    @Override
    public String make(TableStart table) throws IOException {
      return engine.make(table);
    }

    @Override
    public ExecutionStatus state(String executionId) throws IOException {
      if (lostStates-- > 0) {
        throw new IOException("throttled");
      }
      return engine.state(executionId);
    }
  }

  private RunResult schedule() throws IOException {
    time = time.plus(Duration.ofMinutes(15));
    return new RunDriver(
            EmbeddedPorts.of(
                FarmLake.pipeline(List.of(new NamedQuery("hourly", sql))),
                lake.store,
                lake.transform(1 << 20),
                new FakeTableCatalog(),
                new Lossy()))
        .handle(RunEvents.schedule(time, () -> 60_000));
  }

  @Test
  void startsTheSameAttemptAgainOnceAnInvocation() throws IOException {
    lostStarts = 2;
    assertThat(schedule().problem()).isEqualTo("throttled");
    assertThat(tokens).hasSize(1);
    schedule();
    assertThat(schedule().work().queries().get(0).state()).isEqualTo(Task.State.RUNNING);
    assertThat(tokens).hasSize(3);
    assertThat(engine.started).describedAs("all of one token").hasSize(1);
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void startsSqlThatWasDeployedAfterALostStart() throws IOException {
    lostStarts = 1;
    assertThat(schedule().problem()).isEqualTo("throttled");
    sql = "SELECT 2";
    RunResult started = schedule();
    assertThat(started.problem()).isEmpty();
    assertThat(started.work().queries().get(0).state()).isEqualTo(Task.State.RUNNING);
    assertThat(engine.started).hasSize(2);
  }

  @Test
  void givesUpWhatThreeInvocationsCouldNotStart() throws IOException {
    lostStarts = 3;
    schedule();
    assertThat(schedule().state()).isEqualTo("QUERIES");
    RunResult failed = schedule();
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures().get(0).reason()).endsWith("it can't be started: throttled");
  }

  @Test
  void leavesAQueryRunningWhoseStateCantBeRead() throws IOException {
    schedule();
    lostStates = 4;
    for (int i = 0; i < 4; i++) {
      RunResult result = schedule();
      assertThat(result.state()).isEqualTo("QUERIES");
      assertThat(result.problem()).contains("hourly", "throttled");
    }
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("SUCCEEDED");
    assertThat(tokens).hasSize(1);
  }
}
