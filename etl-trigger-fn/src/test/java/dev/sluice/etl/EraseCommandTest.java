package dev.sluice.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.erase.KeyErasure;
import dev.sluice.core.erase.TableFiles;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseCommandTest {
  @TempDir Path folder;

  private Optional<String> answer(FarmLake lake, String event) throws IOException {
    Pipeline pipeline = FarmLake.pipeline(List.of());
    RunDriver.Ports ports =
        new RunDriver.Ports(
            pipeline,
            lake.store,
            new RunDriver.Engine.Embedded(lake.transform(1 << 20)),
            new FakeTableCatalog(),
            Optional.empty(),
            new FakeQueryEngine(),
            Optional.empty());
    KeyErasure erasure =
        new KeyErasure(new KeyErasure.Parts(ports, TableFiles.NONE, folder, Clock.systemUTC()));
    return new EraseCommand(erasure)
        .answer(event.getBytes(UTF_8), new KeyErasure.Invocation("request", () -> 60_000));
  }

  @Test
  void otherEventsAreNotForIt() throws IOException {
    FarmLake lake = new FarmLake(folder);
    assertThat(answer(lake, "{\"time\":\"2026-06-01T00:15:00Z\"}")).isEmpty();
    assertThat(answer(lake, "no JSON")).isEmpty();
  }

  @Test
  void whatCantBeErasedIsAProblem() throws IOException {
    FarmLake lake = new FarmLake(folder);
    assertThat(answer(lake, "{\"erase\":{\"column\":\"reading\",\"value\":\"1.5\"}}").orElseThrow())
        .contains("Column 'reading' is a double");
    assertThat(answer(lake, "{\"erase\":{\"column\":\"sensor\"}}").orElseThrow())
        .contains("COLUMN=VALUE");
    assertThat(
            answer(
                    lake,
                    "{\"erase\":{\"column\":\"sensor\",\"value\":\"x\",\"from\":\"yesterday\"}}")
                .orElseThrow())
        .contains("problem");
  }

  @Test
  void theSameEventGoesOnToTheVerdict() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("1", "{\"id\":\"a\",\"type\":\"x\",\"data\":1}\n{\"id\":\"b\",\"data\":1}\n");
    String event = "{\"erase\":{\"column\":\"sensor\",\"value\":\"x\"}}";
    assertThat(answer(lake, event).orElseThrow()).contains("\"state\":\"RUN\"", "\"records\":1");
    assertThat(lake.store.text("state/farm/erase.json")).doesNotContain("\"x\"");
    assertThat(answer(lake, event).orElseThrow())
        .contains("\"state\":\"ERASED\"", "\"partitions\":1", "\"records\":1");
    assertThat(lake.store.keys()).doesNotContain("state/farm/erase.json");
  }
}
