package dev.sluice.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.RefinedTable.Form;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.iceberg.IcebergLake;
import dev.sluice.iceberg.ObjectCache;
import dev.sluice.iceberg.TableDesign;
import dev.sluice.iceberg.TableKeeping;
import dev.sluice.iceberg.TablePreparation;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TableSpec ONE = new TableSpec(List.of());
  private static final TableFormat ICEBERG = new TableFormat.Iceberg(ONE, Map.of(), 7, 20);
  private static final Pipeline PLAIN = FarmLake.pipeline(List.of());

  private final IcebergLake lake =
      new IcebergLake(
          new InMemoryMetadataCatalog(),
          new InMemoryObjectStore(),
          "lake",
          "state/farm/iceberg/",
          new ObjectCache(1 << 20),
          pause -> {});

  private static Pipeline iceberg() {
    TrustedTable table = PLAIN.trusted().get(0);
    TableFormat.Storage storage =
        new TableFormat.Storage(table.partition(), Optional.empty(), ICEBERG);
    return new Pipeline(
        PLAIN.name(),
        PLAIN.feeds(),
        PLAIN.stream(),
        PLAIN.inputs(),
        List.of(
            new TrustedTable(
                table.name(),
                table.input(),
                table.columns(),
                table.rows(),
                storage,
                table.checks())),
        List.of(
            refined("wide", new Form.Stored(Optional.empty(), ICEBERG)),
            refined("seen", new Form.View())),
        PLAIN.queries());
  }

  private static RefinedTable refined(String name, Form form) {
    return new RefinedTable(
        name, "SELECT 1 FROM readings", "", List.of("readings"), List.of(), form, Checks.NONE);
  }

  private Optional<String> answer(Pipeline pipeline, String event) {
    return new TableCommand(pipeline, () -> lake, Clock.systemUTC()).answer(event.getBytes(UTF_8));
  }

  private String problem(Pipeline pipeline, String event) throws IOException {
    JsonNode answer = JSON.readTree(answer(pipeline, event).orElseThrow());
    return answer.path("problem").asText();
  }

  @Test
  void leavesEventsOfRunsToRuns() {
    assertThat(answer(iceberg(), "{\"time\":\"2026-06-01T00:15:00Z\"}")).isEmpty();
    assertThat(answer(iceberg(), "")).isEmpty();
    assertThat(answer(iceberg(), "[")).isEmpty();
  }

  @Test
  void answersWithATablesHistory() throws IOException {
    TrustedTable table = iceberg().trusted().get(0);
    new TablePreparation(lake, TableKeeping.DEFAULT)
        .prepare(TableDesign.of(table, ONE, Map.of(), "s3://lake/trusted/farm/readings"));
    JsonNode history =
        JSON.readTree(answer(iceberg(), "{\"history\":{\"table\":\"readings\"}}").orElseThrow());
    assertThat(history.path("table").asText()).isEqualTo("readings");
    assertThat(history.path("files").asLong()).isZero();
    assertThat(history.has("pinned")).isFalse();
  }

  @Test
  void saysWhatCanNotBeDone() throws IOException {
    assertThat(problem(iceberg(), "{\"history\":{\"table\":\"readings\"}}"))
        .contains("does not exist yet");
    assertThat(problem(iceberg(), "{\"history\":{\"table\":\"reading\"}}"))
        .contains("'reading' is not a trusted or refined table")
        .contains("readings");
    assertThat(problem(iceberg(), "{\"history\":{\"table\":\"wide\"}}"))
        .contains("does not exist yet");
    assertThat(problem(iceberg(), "{\"history\":{\"table\":\"seen\"}}"))
        .contains("is not a trusted or refined table");
    assertThat(problem(PLAIN, "{\"unpin\":{\"table\":\"readings\"}}")).contains("plain files");
    assertThat(problem(iceberg(), "{\"rollback\":{\"table\":\"readings\",\"snapshot\":\"x\"}}"))
        .contains("'x' is not the id");
  }
}
