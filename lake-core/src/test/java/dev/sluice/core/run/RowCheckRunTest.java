package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.rows.TextTableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checks of rows find is in the run's results, once for each partition that is made. */
class RowCheckRunTest {
  private static final Pipeline PIPELINE =
      CheckedFarm.with(
          FarmLake.pipeline(List.of()),
          new Checks(
              List.of(
                  new RowCheck(
                      "not-negative",
                      new RowRule.Range("reading", Optional.of("0"), Optional.empty()),
                      Severity.QUARANTINE),
                  new RowCheck("has-sensor", new RowRule.NotNull("sensor"), Severity.WARN)),
              List.of()));

  @TempDir Path folder;
  private FarmLake lake;
  private final FakeTableCatalog catalog = new FakeTableCatalog();
  private Instant time = Instant.parse("2026-06-01T12:00:00Z");

  @BeforeEach
  void makeALake() {
    Instant put = time;
    lake = new FarmLake(new InMemoryObjectStore(() -> put), folder);
    put(1, "-5");
  }

  private void put(int day, String value) {
    lake.putBytes(
        "raw/farm/year=2026/month=06/day=0%d/1".formatted(day),
        "{\"id\":\"%d\",\"type\":\"t\",\"data\":%s,\"timestamp\":\"2026-06-01T11:00:00Z\",\"n\":\"x\"}"
            .formatted(day, value)
            .getBytes(UTF_8));
  }

  private RunResult schedule() throws IOException {
    time = time.plus(Duration.ofMinutes(15));
    PartitionTransform transform =
        new PartitionTransform(
            PIPELINE,
            lake.store,
            new TextTableWriter(),
            new PartitionTransform.Workspace(folder, 1 << 20));
    return new RunDriver(
            EmbeddedPorts.of(PIPELINE, lake.store, transform, catalog, new FakeQueryEngine()))
        .handle(RunEvents.schedule(time, () -> 60_000));
  }

  private List<String> written() {
    return lake.store.keys().stream()
        .filter(key -> key.startsWith("checks/farm/"))
        .map(lake.store::text)
        .toList();
  }

  @Test
  void aRunTellsWhatItsRowsFailAndWhatCastsLost() throws IOException {
    RunResult ended = schedule();
    assertThat(ended.state()).isEqualTo("SUCCEEDED");
    assertThat(ended.parts())
        .containsEntry(
            Map.of("Table", "readings", "Severity", "QUARANTINE"), Map.of("CheckFailures", 1L))
        .hasEntrySatisfying(
            Map.of("Table", "readings"),
            counts -> assertThat(counts).containsEntry("CastFailures", 2L));
    assertThat(ended.metrics()).containsEntry("RowsQuarantined", 1L);
    assertThat(written().get(0).lines())
        .anyMatch(
            line ->
                line.matches(
                    ".*\"not-negative\",\"severity\":\"quarantine\",\"failed_rows\":1.*-5.*"))
        .anyMatch(line -> line.contains("\"has-sensor\",\"severity\":\"warn\",\"failed_rows\":0"))
        .anyMatch(line -> line.contains("\"cast:small\",\"severity\":\"warn\",\"failed_rows\":1"));
  }

  @Test
  void anotherRunDoesNotTellItAgain() throws IOException {
    schedule();
    put(2, "5");
    RunResult second = schedule();
    assertThat(second.state()).isEqualTo("SUCCEEDED");
    assertThat(second.parts())
        .describedAs("no check fails in what this run made")
        .containsOnly(
            Map.entry(
                Map.of("Table", "readings"),
                Map.of("FreshnessSeconds", 5_400L, "CastFailures", 2L)));
    assertThat(written()).hasSize(2);
    assertThat(written().get(1)).doesNotContain("\"failed_rows\":1,\"example\":\"-5");
    assertThat(schedule().state()).isEqualTo("NOTHING_TO_DO");
    assertThat(written()).hasSize(2);
  }
}
