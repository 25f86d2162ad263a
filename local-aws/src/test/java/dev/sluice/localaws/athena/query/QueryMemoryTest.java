package dev.sluice.localaws.athena.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.DirectoryLake;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryMemoryTest {
  private static final long SMALL = 24_000_000;
  private static final String IDS =
      "SELECT count(*) AS n FROM (SELECT DISTINCT id FROM readings) AS ids";

  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void millionOfIds() throws Exception {
    lake =
        new TableFixture(directory)
            .parquet(
                "readings/a.parquet",
                "SELECT 'reading-of-a-turbine-' || i AS id FROM range(1000000) r(i)")
            .parquetTable("readings", "id string");
  }

  private AthenaEngine engine(long usual, long ample) {
    return new AthenaEngine(
        lake.catalog,
        new DirectoryLake(lake.root),
        directory.resolve("scratch"),
        Clock.systemUTC(),
        new QueryMemory(usual, ample));
  }

  private String ids(long usual, long ample) throws QueryFailedException {
    return engine(usual, ample).run("farm", IDS).rows().get(0).get(0);
  }

  @Test
  void aStatementThatNeedsMoreThanTheUsualMemoryGetsMore() throws Exception {
    assertThat(ids(SMALL, 1_000_000_000)).isEqualTo("1000000");
  }

  @Test
  void aTableThatNeedsMoreThanTheUsualMemoryIsMadeOnce() throws Exception {
    AthenaEngine engine = engine(SMALL, 1_000_000_000);
    engine.run(
        "farm",
        "CREATE TABLE ids WITH (format = 'PARQUET', external_location = 's3://lake/ids/') AS"
            + " SELECT DISTINCT id FROM readings");
    assertThat(engine.run("farm", "SELECT count(*) AS n FROM ids").rows())
        .containsExactly(List.of("1000000"));
  }

  @Test
  void aStatementThatNeedsMoreThanThereIsFails() {
    assertThatThrownBy(() -> ids(SMALL, SMALL))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageStartingWith("EXCEEDED_MEMORY_LIMIT");
  }

  @Test
  void growsUpToWhatIsAmple() {
    QueryMemory memory = new QueryMemory(200, 3_000);
    assertThat(memory.next(200)).isEqualTo(800);
    assertThat(memory.next(800)).isEqualTo(3_000);
    assertThat(new QueryMemory(200, 200).next(200)).isEqualTo(200);
  }

  @Test
  void ofAMachineIsAQuarterAtMost() {
    QueryMemory memory = QueryMemory.ofMachine();
    assertThat(memory.usual()).isEqualTo(200_000_000);
    assertThat(memory.ample()).isGreaterThanOrEqualTo(memory.usual());
  }
}
