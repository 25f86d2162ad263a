package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.ColumnRule.OnFail;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.run.port.TableCatalog.CatalogTable;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.rows.TextTableWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuarantineRunTest extends RunOnAFarm {
  private static Checks readings(Severity severity) {
    RowRule rule = new RowRule.Range("reading", Optional.of("0"), Optional.empty());
    return new Checks(List.of(new RowCheck("not-negative", rule, severity)), List.of());
  }

  @Override
  RunDriver driver() {
    PartitionTransform transform =
        new PartitionTransform(
            pipeline,
            lake.store,
            new TextTableWriter(),
            new PartitionTransform.Workspace(folder, 1 << 20));
    return new RunDriver(EmbeddedPorts.of(pipeline, lake.store, transform, catalog, engine));
  }

  @Test
  void theCatalogHasTheQuarantineBehindItsTable() throws IOException {
    pipeline = CheckedFarm.with(pipeline, readings(Severity.QUARANTINE));
    lake.put("2", "{\"id\":\"b\",\"data\":-1}");

    RunResult result = schedule();

    assertThat(result.metrics())
        .containsEntry("RowsStored", 2L)
        .containsEntry("RowsQuarantined", 1L)
        .containsEntry("RowsTrusted", 1L);
    CatalogTable quarantine = catalog.tables.get("readings__quarantine");
    assertThat(quarantine.location()).isEqualTo("trusted/farm/readings__quarantine/");
    assertThat(quarantine.table().partition()).isEqualTo(FarmLake.DAY);
    assertThat(quarantine.firstYear()).isEqualTo(2026);
    assertThat(quarantine.table().storedColumns().get(9).name()).isEqualTo("failed_checks");
    assertThat(document().run().orElseThrow().tables().get("readings").counts().quarantined())
        .isEqualTo(1);
  }

  @Test
  void aRunFailsIfACheckOfRowsMustNotFail() throws IOException {
    pipeline = CheckedFarm.with(FarmLake.pipeline(List.of()), readings(Severity.FAIL));
    lake.put("2", "{\"id\":\"b\",\"data\":-1}");

    RunResult result = schedule();

    assertThat(result.state()).isEqualTo("FAILED");
    assertThat(result.failures())
        .extracting(Run.Failure::reason)
        .containsExactly(
            "Partition year=2026/month=06/day=01 of table 'readings' was left as it was: check"
                + " 'not-negative' failed for 1 row: not in the range from 0, e.g. reading = -1.0,"
                + " reading_id = b");
    assertThat(lake.store.keys()).noneMatch(key -> key.startsWith("trusted/"));
    assertThat(result.parts())
        .containsEntry(
            Map.of("Table", "readings", "Severity", "FAIL"), Map.of("CheckFailures", 1L));
    assertThat(found())
        .singleElement()
        .asString()
        .contains(
            "\"not-negative\",\"severity\":\"fail\",\"failed_rows\":1,\"example\":\"reading ="
                + " -1.0");
  }

  /** What each run wrote into the table of checks. */
  private List<String> found() {
    return lake.store.keys().stream()
        .filter(key -> key.startsWith("checks/"))
        .map(lake.store::text)
        .toList();
  }

  @Test
  void aRefusalIsToldByEachRunAndWrittenOnce() throws IOException {
    aRunFailsIfACheckOfRowsMustNotFail();
    RunResult again = schedule();
    assertThat(again.parts())
        .containsEntry(
            Map.of("Table", "readings", "Severity", "FAIL"), Map.of("CheckFailures", 1L));
    assertThat(found()).hasSize(1);
    lake.put("2", "{\"id\":\"b\",\"data\":1}");
    assertThat(schedule().state()).isEqualTo("SUCCEEDED");
    assertThat(found().get(1)).contains("\"not-negative\",\"severity\":\"fail\",\"failed_rows\":0");
    assertThat(schedule().toJson()).describedAs("it looked at no rows").contains("\"checks\":[]");
  }

  /** The table's column "small" must be castable, and mostly there. */
  private static Pipeline strict() {
    TrustedTable table = FarmLake.TABLE;
    ColumnRule rule =
        new ColumnRule(
            Optional.empty(), Optional.empty(), Optional.empty(), OnFail.FAIL, Optional.of(50.0));
    List<Column> columns = new ArrayList<>(table.columns());
    columns.replaceAll(
        column ->
            column.name().equals("small")
                ? new Column("small", column.type(), column.from(), rule, false, true, "")
                : column);
    TrustedTable strict =
        new TrustedTable(
            table.name(),
            table.input(),
            columns,
            table.rows(),
            TableFormat.Storage.plain(table.partition(), table.location()),
            Checks.NONE);
    Pipeline farm = FarmLake.pipeline(List.of());
    return new Pipeline(
        "farm", farm.feeds(), farm.stream(), farm.inputs(), List.of(strict), List.of(), List.of());
  }

  @Test
  void whatAColumnRefusesIsFoundAsAFailure() throws IOException {
    pipeline = strict();
    lake.put("2", "{\"id\":\"b\",\"data\":1,\"n\":\"x\"}");

    RunResult result = schedule();

    assertThat(result.state()).isEqualTo("FAILED");
    assertThat(result.parts())
        .containsEntry(
            Map.of("Table", "readings", "Severity", "FAIL"), Map.of("CheckFailures", 2L));
    assertThat(found().get(0).lines())
        .anyMatch(
            line ->
                line.contains("\"cast:small\",\"severity\":\"fail\",\"failed_rows\":2")
                    && line.contains("null more often than maxNull allows"))
        .anyMatch(
            line ->
                line.contains("\"cast:small\",\"severity\":\"fail\",\"failed_rows\":1")
                    && line.contains("not a number: x"))
        .anyMatch(line -> line.contains("\"cast:large\",\"severity\":\"warn\",\"failed_rows\":1"));
    schedule();
    assertThat(found()).hasSize(1);
  }
}
