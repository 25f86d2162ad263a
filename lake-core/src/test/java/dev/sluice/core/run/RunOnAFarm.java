package dev.sluice.core.run;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lake with one raw object, and a driver of its run. */
abstract class RunOnAFarm {
  static final String A = "{\"id\":\"a\",\"data\":1}";
  static final List<NamedQuery> QUERIES =
      List.of(new NamedQuery("hourly", "SELECT 1"), new NamedQuery("daily", "SELECT 2"));

  @TempDir Path folder;
  FarmLake lake;
  final FakeQueryEngine engine = new FakeQueryEngine();
  final FakeTableCatalog catalog = new FakeTableCatalog();
  Pipeline pipeline = FarmLake.pipeline(QUERIES);
  Instant time = Instant.parse("2026-06-01T00:15:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    lake.put("1", A);
  }

  RunDriver driver() {
    return new RunDriver(
        EmbeddedPorts.of(pipeline, lake.store, lake.transform(1 << 20), catalog, engine));
  }

  RunResult schedule() throws IOException {
    time = time.plus(Duration.ofMinutes(15));
    return driver().handle(RunEvents.schedule(time, () -> 60_000));
  }

  RunResult ended(String executionId) throws IOException {
    return driver()
        .handle(RunEvents.of(time, new RunEvent.Cause.TaskEnded(executionId), () -> 60_000));
  }

  RunDocument document() throws IOException {
    return RunJson.in(lake.store, "farm").load().value().orElse(RunDocument.EMPTY);
  }
}
