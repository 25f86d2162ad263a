package dev.sluice.localaws.athena.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.TableFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CatalogRaceTest {
  private static final int ROUNDS = 40;

  @TempDir private Path directory;
  private TableFixture lake;

  @BeforeEach
  void make() throws Exception {
    lake = new TableFixture(directory);
    lake.csv("CREATE EXTERNAL TABLE t (id int) STORED AS PARQUET LOCATION 's3://lake/t/'");
  }

  private static void atOnce(List<Callable<Void>> all) throws Exception {
    CyclicBarrier start = new CyclicBarrier(all.size());
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    try {
      List<Future<Void>> ends = new ArrayList<>();
      for (Callable<Void> each : all) {
        ends.add(
            threads.submit(
                () -> {
                  start.await();
                  return each.call();
                }));
      }
      for (Future<Void> end : ends) {
        end.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Void> adding(String prefix) {
    return () -> {
      for (int i = 0; i < ROUNDS; i++) {
        lake.csv("ALTER TABLE t ADD COLUMNS (" + prefix + i + " int)");
      }
      return null;
    };
  }

  private List<String> columns() {
    List<String> names = new ArrayList<>();
    for (JsonNode column : lake.catalog.table("farm", "t").at("/StorageDescriptor/Columns")) {
      names.add(column.path("Name").asText());
    }
    return names;
  }

  @Test
  void statementsAtTheSameTimeLoseNoneOfTheirChanges() throws Exception {
    atOnce(List.of(adding("a"), adding("b"), adding("c")));

    assertThat(columns()).hasSize(1 + 3 * ROUNDS).doesNotHaveDuplicates();
  }

  /** One that comes between reading and writing would be undone without a word. */
  @Test
  void aChangeThroughGlueDoesNotComeIntoAStatement() throws Exception {
    Callable<Void> glue =
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            synchronized (lake.catalog) { // as one call of Glue's API
              ObjectNode table = lake.catalog.table("farm", "t");
              ((ObjectNode) table.path("Parameters")).put("round" + i, "seen");
              lake.catalog.updateTable("farm", table);
            }
          }
          return null;
        };

    atOnce(List.of(adding("a"), glue));

    assertThat(columns()).hasSize(1 + ROUNDS);
    assertThat(lake.catalog.table("farm", "t").path("Parameters").size())
        .isGreaterThanOrEqualTo(ROUNDS);
  }
}
