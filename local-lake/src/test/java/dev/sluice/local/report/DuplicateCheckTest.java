package dev.sluice.local.report;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.localaws.athena.TableFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL that docs/OPERATIONS.md counts with. */
class DuplicateCheckTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  @TempDir private Path directory;
  private TableFixture lake;

  @BeforeEach
  void start() throws Exception {
    lake = new TableFixture(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"windfarm", "gpu", "weather", "quickstart", "movies", "seattle"})
  void countsRowsAndDifferentIdsOfEachTableOfAShippedPipeline(String name) throws Exception {
    Pipeline pipeline = new PipelineLoader().load(PIPELINES.resolve(name + ".yaml"), Map.of());
    for (TrustedTable table : pipeline.trusted()) {
      make(table);
    }

    assertThat(lake.csv(DuplicateCheck.sql(pipeline)).lines().skip(1))
        .containsExactlyInAnyOrderElementsOf(
            pipeline.trusted().stream()
                .map(table -> "\"%s\",\"3\",\"2\"".formatted(table.name()))
                .toList());
  }

  /** Three rows of one partition, two of them with the same id. */
  private void make(TrustedTable table) throws Exception {
    String partition =
        table.partition().stream()
            .map(PartitionField::columnName)
            .map(column -> ", '1' AS " + column)
            .collect(joining());
    String columns =
        Stream.concat(
                table.rows().dedupe().by().stream(),
                table.partition().stream().map(PartitionField::columnName))
            .map(column -> column + " string")
            .collect(joining(", "));
    lake.parquet(
            table.name() + "/part-0.parquet",
            "SELECT id AS \"%s\"%s FROM (VALUES ('a'), ('b'), ('b')) AS ids(id)"
                .formatted(table.rows().dedupe().by().get(0), partition))
        .parquetTable(table.name(), columns);
  }
}
