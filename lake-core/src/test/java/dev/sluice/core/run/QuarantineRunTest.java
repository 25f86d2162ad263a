package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
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
  }
}
