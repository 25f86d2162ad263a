package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose partitions are the folders of raw, which queries name as columns. */
class FolderColumnsTest {
  private static final TableSpec FOLDERS = TableSpec.ofFolders(FarmLake.DAY);

  @TempDir Path folder;
  private FarmRuns runs;

  @BeforeEach
  void runs() throws IOException {
    runs = new FarmRuns(folder);
    runs.put(1, 1, "a", "a1", "a2");
    runs.put(2, 2, "b", "b1");
    runs.put(2, 5, "b-far-time", "far");
  }

  private List<String> files(Expression filter) throws IOException {
    List<String> paths = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        runs.farm.open().newScan().filter(filter).planFiles()) {
      tasks.forEach(task -> paths.add(task.file().location().replaceAll("/[^/]*$", "")));
    }
    return paths;
  }

  @Test
  void rowsHaveTheValuesOfTheirFolderWhateverTheirTime() throws IOException {
    runs.run("1", FarmRuns.table(FOLDERS)).make();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "far");
    Record far = runs.farm.rows().get("far");
    assertThat(List.of(far.getField("year"), far.getField("month"), far.getField("day")))
        .isEqualTo(List.of(2026, 6, 2));
  }

  @Test
  void queriesReadTheFilesOfTheFoldersOrOfTheTimeThatTheyName() throws IOException {
    runs.run("1", FarmRuns.table(FOLDERS)).make();
    String second = IceFarm.LOCATION + "/data/year=2026/month=6/day=2";
    assertThat(files(Expressions.and(Expressions.equal("year", 2026), Expressions.equal("day", 2))))
        .containsOnly(second);
    assertThat(files(Expressions.greaterThan("event_time", "2026-06-04T00:00:00Z")))
        .containsOnly(second);
    assertThat(files(Expressions.alwaysTrue())).hasSize(2);
  }

  @Test
  void theColumnsStandBehindTheOthersAndInTheFiles() throws IOException {
    runs.run("1", FarmRuns.table(FOLDERS)).make();
    assertThat(runs.farm.open().schema().columns().stream().map(column -> column.name()).toList())
        .containsExactly("id", "reading", "event_time", "count", "year", "month", "day");
    try (CloseableIterable<FileScanTask> tasks =
        runs.farm.open().newScan().includeColumnStats().planFiles()) {
      tasks.forEach(task -> assertThat(task.file().valueCounts()).containsKeys(5, 6, 7));
    }
  }

  @Test
  void onlyAFolderWithSomethingNewIsMadeAgain() throws IOException {
    runs.run("1", FarmRuns.table(FOLDERS)).make();
    runs.put(1, 1, "a-late", "a3");
    List<PartitionOutcome> outcomes = runs.run("2", FarmRuns.table(FOLDERS)).make();
    assertThat(outcomes.stream().filter(PartitionOutcome.Rewritten.class::isInstance)).hasSize(1);
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "a3", "b1", "far");
  }
}
