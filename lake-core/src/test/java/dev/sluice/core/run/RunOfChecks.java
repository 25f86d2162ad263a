package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.state.Run;
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

/** A lake whose table is checked, and runs of it. */
abstract class RunOfChecks {
  @TempDir Path folder;
  FarmLake lake;
  final FakeTableCatalog catalog = new FakeTableCatalog();
  final FakeQueryEngine engine =
      new FakeQueryEngine(
          table -> {
            lake.putBytes(table.folder() + "part-0", new byte[1]);
            catalog.helper(table.name(), table.folder());
          });
  String answer = "\"failed_rows\",\"reading_id\"\n";
  Pipeline pipeline =
      CheckedFarm.pipeline(
          CheckedFarm.check("no-negatives", CheckedFarm.NO_NEGATIVES, Severity.FAIL));
  Instant time = Instant.parse("2026-06-01T00:00:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    put("1", "a", "2026-06-01T00:00:00Z");
    engine.answerer = (query, key) -> lake.putBytes(key, answer.getBytes(UTF_8));
  }

  void put(String object, String id, String timestamp) {
    lake.put(object, "{\"id\":\"%s\",\"data\":1,\"timestamp\":\"%s\"}".formatted(id, timestamp));
  }

  RunResult schedule() throws IOException {
    time = time.plus(Duration.ofMinutes(15));
    return new RunDriver(
            EmbeddedPorts.of(pipeline, lake.store, lake.transform(1 << 20), catalog, engine))
        .handle(RunEvents.schedule(time, () -> 60_000));
  }

  RunResult runToTheEnd() throws IOException {
    RunResult result = schedule();
    for (int i = 0; i < 10 && !Run.Step.valueOf(result.state()).isEnd(); i++) {
      engine.succeedAll();
      result = schedule();
    }
    return result;
  }

  RunDocument document() throws IOException {
    return RunJson.in(lake.store, "farm").load().value().orElse(RunDocument.EMPTY);
  }

  List<String> written() {
    return lake.store.keys().stream().filter(key -> key.startsWith("checks/farm/")).toList();
  }

  List<String> started() {
    return engine.started.values().stream().map(query -> query.output()).toList();
  }
}
