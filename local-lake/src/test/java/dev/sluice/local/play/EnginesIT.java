package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.PipelineSettings;
import dev.sluice.core.record.Period;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.StackChoice;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.local.sql.TrinoSqlCheck;
import dev.sluice.localaws.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One definition, two engines and three catalogs: the same counts and the same results. */
@Timeout(400)
class EnginesIT {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final Map<String, String> CRAWLERS = Map.of("Catalog", "crawler");
  private static final Map<String, String> INFERRED = Map.of("Catalog", "inferred");
  private static final Map<String, String> GLUE = Map.of("Engine", "glue", "Catalog", "crawler");

  @TempDir Path directory;

  @Test
  void crawlersFindTheTablesThatAreOtherwiseDeclared() throws Exception {
    Outcome declared = play("windfarm", 6, Map.of());
    Outcome crawled = play("windfarm", 6, CRAWLERS);

    assertThat(crawled).isEqualTo(declared);
    assertThat(crawled.results()).containsOnlyKeys("hourly", "outside-band", "availability");
    JsonNode raw = table("windfarm-crawler", "raw_windfarm");
    assertThat(raw.at("/table/Parameters/classification").asText()).isEqualTo("json");
    assertThat(raw.path("partitions")).hasSize(1);
    JsonNode readings = table("windfarm-crawler", "readings");
    assertThat(readings.at("/table/PartitionKeys/0/Type").asText()).isEqualTo("int");
    assertThat(readings.at("/table/Parameters").has("projection.enabled")).isFalse();
    assertThat(readings.path("partitions")).hasSize(1);
  }

  @Test
  void crawlersFindTablesThatNobodyDeclared() throws Exception {
    Outcome declared = play("windfarm", 6, Map.of());
    Outcome inferred = play("windfarm", 6, INFERRED);

    assertThat(inferred).isEqualTo(declared);
    JsonNode readings = table("windfarm-inferred", "readings");
    assertThat(readings.at("/table/Parameters/UPDATED_BY_CRAWLER").asText())
        .isEqualTo("sluice-windfarm-trusted");
    assertThat(readings.at("/table/PartitionKeys/0/Type").asText()).isEqualTo("string");
    assertThat(readings.path("partitions")).hasSize(1);
  }

  @Test
  void theSparkJobMakesWhatTheFunctionMakes() throws Exception {
    Outcome embedded = play("quickstart", 3, Map.of());
    Outcome glue = play("quickstart", 3, GLUE);

    assertThat(glue).isEqualTo(embedded);
    assertThat(directory.resolve("quickstart-glue-crawler/logs/sluice-quickstart-transform"))
        .isDirectoryContaining("glob:**/jr_*");
  }

  /** What a played pipeline comes to. */
  private record Outcome(PipelineReport.Counts counts, Map<String, List<List<String>>> results) {}

  private Outcome play(String pipeline, int minutes, Map<String, String> parameters)
      throws IOException, InterruptedException {
    String choice = String.join("-", new TreeMap<>(parameters).descendingMap().values());
    Path lake = Files.createDirectories(directory.resolve(pipeline + "-" + choice));
    Period time = new Period(START, START.plus(Duration.ofMinutes(minutes)));
    try (PlayedLake played = PlayedLake.start(plan(pipeline, lake, time, parameters))) {
      PipelineReport report = played.run();
      assertThat(report.reconciled()).isTrue();
      Map<String, List<List<String>>> results = new TreeMap<>();
      for (String query : report.queries().keySet()) {
        results.put(query, withoutZones(played.result(report, query)));
      }
      return new Outcome(report.counts(), results);
    }
  }

  /** Where crawlers write the catalog, its tables are plain. */
  private static PlayPlan plan(
      String pipeline, Path lake, Period time, Map<String, String> parameters) {
    PipelinePlace place = PipelinePlace.in(PlayedLake.CHECKOUT);
    Map<String, String> settings =
        PipelineSettings.of(Map.of(), parameters.getOrDefault("Catalog", "declared"));
    return new PlayPlan(
        place,
        new PipelineLoader(new TrinoSqlCheck()).load(place.file(pipeline), settings),
        new StackChoice(pipeline, settings, parameters),
        lake,
        time,
        FaultPlan.NONE,
        PlayPlan.Given.NOTHING);
  }

  /** Times of Iceberg tables are shown with theirs. */
  private static List<List<String>> withoutZones(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(cell -> cell.replaceFirst(" UTC$", "")).toList())
        .toList();
  }

  private JsonNode table(String lake, String name) throws IOException {
    Path file = directory.resolve(lake).resolve("catalog/sluice_windfarm").resolve(name + ".json");
    return new ObjectMapper().readTree(file.toFile());
  }
}
