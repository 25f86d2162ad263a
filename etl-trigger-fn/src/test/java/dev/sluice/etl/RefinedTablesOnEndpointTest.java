package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.GlueMetadataCatalog;
import dev.sluice.aws.S3ObjectStore;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.run.port.QueryEngine.TableStart;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.run.port.TableCatalog.Kind;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.Making;
import dev.sluice.iceberg.IcebergLake;
import dev.sluice.iceberg.ObjectCache;
import dev.sluice.iceberg.RefinedTables;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.glue.GlueService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Refined tables from Athena's statement to Athena's answer, on the lake's Athena, Glue and S3. */
class RefinedTablesOnEndpointTest {
  private static final TableFormat ICEBERG =
      new TableFormat.Iceberg(TableSpec.NONE, Map.of(), 7, 20);

  @TempDir private Path directory;
  private TableFixture lake;
  private TestEndpoints glue;
  private TestEndpoints s3;
  private RefinedTables tables;

  @BeforeEach
  void start() throws Exception {
    lake = new TableFixture(directory);
    lake.parquet(
            "readings/part-0.parquet",
            "SELECT * FROM (VALUES ('a', 1.5::DOUBLE), ('b', 2.5)) v(sensor, reading)")
        .parquetTable("readings", "sensor string, reading double");
    glue = TestEndpoints.serving(GlueService.over(lake.catalog));
    s3 = TestEndpoints.servingS3(lake.root, FaultPlan.NONE);
    GlueClient client = glue.client(GlueClient.builder());
    S3ObjectStore store =
        new S3ObjectStore(s3.client(S3Client.builder().forcePathStyle(true)), "lake");
    tables =
        new RefinedTables(
            new GlueTableCatalog(client, "farm", "lake"),
            () ->
                new IcebergLake(
                    new GlueMetadataCatalog(client, "farm"),
                    store,
                    "lake",
                    "state/farm/iceberg/",
                    new ObjectCache(1 << 20),
                    pause -> {}),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    glue.close();
    s3.close();
  }

  /** Runs statements at once. */
  private final class PromptAthena implements AthenaClient {
    @Override
    public StartQueryExecutionResponse startQueryExecution(StartQueryExecutionRequest request) {
      try {
        lake.engine.run("farm", request.queryString());
      } catch (QueryFailedException e) {
        throw new AssertionError(request.queryString(), e);
      }
      return StartQueryExecutionResponse.builder().queryExecutionId("e-1").build();
    }

    @Override
    public String serviceName() {
      return "athena";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private void make(int attempt, String sql, TableFormat format) throws IOException {
    MadeTable made =
        new MadeTable(
            "wide",
            "all in a row",
            "wide__" + attempt,
            "refined/farm/wide/" + attempt + "/",
            new Making(attempt + "-run", false, format));
    new AthenaQueryEngine(new PromptAthena(), "farm", "primary", "lake")
        .make(
            new TableStart(
                made.helper(),
                made.location(),
                sql,
                "results/farm/wide/",
                "t".repeat(32),
                format instanceof TableFormat.Iceberg));
    assertThat(tables.point(made, tables.pointer("wide"))).isTrue();
    tables.drop(made.helper());
    tables.clean(made);
    assertThat(tables.pointer("wide").orElseThrow())
        .extracting(TableCatalog.TablePointer::location, TableCatalog.TablePointer::kind)
        .containsExactly(
            made.location(), format instanceof TableFormat.Iceberg ? Kind.ICEBERG : Kind.FILES);
    assertThat(tables.names("wide")).containsExactly("wide");
  }

  private List<String> lines(String sql) throws QueryFailedException {
    return lake.csv(sql).replace("\"", "").lines().skip(1).toList();
  }

  @Test
  void rowsAreExchangedAndTheFormerCanBeReadByTheirSnapshot() throws Exception {
    make(1, "SELECT sensor, reading FROM readings", ICEBERG);
    assertThat(lines("SELECT * FROM wide ORDER BY sensor")).containsExactly("a,1.5", "b,2.5");
    String first = lines("SELECT snapshot_id FROM \"wide$snapshots\"").get(0);
    make(2, "SELECT sensor, reading * 2 AS reading, 7 AS more FROM readings", ICEBERG);
    make(3, "SELECT sensor, reading * 3 AS reading, 7 AS more FROM readings", ICEBERG);

    assertThat(lines("SELECT * FROM wide ORDER BY sensor")).containsExactly("a,4.5,7", "b,7.5,7");
    assertThat(lines("SELECT * FROM wide FOR VERSION AS OF " + first + " ORDER BY sensor"))
        .containsExactly("a,1.5", "b,2.5");
    assertThat(lines("SELECT operation FROM \"wide$snapshots\""))
        .hasSize(3)
        .endsWith("overwrite", "overwrite");
    assertThat(lines("SELECT sensor FROM wide WHERE reading > 5")).containsExactly("b");
  }

  @Test
  void aFormatThatChangesChangesTheTable() throws Exception {
    make(1, "SELECT sensor FROM readings", TableFormat.PLAIN);
    make(2, "SELECT sensor, reading FROM readings", ICEBERG);
    assertThat(lines("SELECT * FROM wide ORDER BY sensor")).containsExactly("a,1.5", "b,2.5");
    make(3, "SELECT sensor FROM readings", TableFormat.PLAIN);
    assertThat(lines("SELECT * FROM wide ORDER BY sensor")).containsExactly("a", "b");
  }
}
