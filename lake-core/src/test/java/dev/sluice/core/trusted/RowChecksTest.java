package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.BARS;
import static dev.sluice.core.trusted.TableLake.column;
import static dev.sluice.core.trusted.TableLake.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowChecksTest {
  private static final RowRule POWER =
      new RowRule.Range("power", Optional.of("0"), Optional.of("5000"));
  private static final RowRule SITE = new RowRule.In("site", List.of("north", "south"));

  @TempDir Path folder;

  private TableLake lake(RowCheck... checks) {
    return new TableLake(
        folder,
        BARS,
        new TrustedTable.Rows(TrustedTable.Dedupe.by("id"), List.of(), Optional.empty()),
        new Checks(List.of(checks), List.of()),
        id(),
        column("power", FieldType.DOUBLE, "power"),
        column("site", FieldType.STRING, "site"));
  }

  private static RowCheck check(String name, RowRule rule, Severity severity) {
    return new RowCheck(name, rule, severity);
  }

  private static final String FOUR =
      "id|power|site\n1|0|north\n2|5000.1|east\n3||south\n4|5000|west\n4|9|north\n";

  @Test
  void keepsRowsThatAreWarnedOfAndCountsThem() throws IOException {
    TableLake lake = lake(check("power-range", POWER, Severity.WARN)).put(FOUR);

    PartitionOutcome.Rewritten made = (PartitionOutcome.Rewritten) lake.run();

    assertThat(lake.rows()).hasSize(4);
    assertThat(made.counts())
        .isEqualTo(new RowCounts(5, 1, RowCounts.Versions.NONE, 0, 0, 4, Map.of()));
    assertThat(made.rows().flaws().all())
        .containsExactly(
            new Flaw(
                Flaw.Kind.CHECK,
                "power-range",
                "not in the range from 0 to 5000",
                1,
                "power = 5000.1, id = 2"));
  }

  @Test
  void putsRowsIntoQuarantineWithTheNamesOfAllChecksThatTheyFail() throws IOException {
    TableLake lake =
        lake(
                check("site-known", SITE, Severity.WARN),
                check("power-range", POWER, Severity.QUARANTINE))
            .put(FOUR);

    assertThat(lake.counts())
        .isEqualTo(new RowCounts(5, 1, RowCounts.Versions.NONE, 0, 1, 3, Map.of()));
    assertThat(lake.rows()).containsExactly("1|0.0|north", "3|-|south", "4|5000.0|west");
    assertThat(lake.quarantine()).containsExactly("2|5000.1|east|site-known,power-range");
  }

  @Test
  void leavesAPartitionAsItWasIfACheckMustNotFail() throws IOException {
    TableLake before = lake().put(FOUR);
    before.run();
    TableLake lake =
        before.with(
            new Checks(
                List.of(
                    check("power-range", POWER, Severity.QUARANTINE),
                    check("site-known", SITE, Severity.FAIL)),
                List.of()));

    PartitionOutcome.Failed failed = (PartitionOutcome.Failed) lake.run();

    assertThat(failed.reason())
        .isEqualTo(
            "check 'site-known' failed for 2 rows: not one of 2 values, e.g. site = east, id = 2");
    assertThat(failed.remedy()).contains("change the check");
    assertThat(failed.existing()).isPresent();
    assertThat(lake.store.text("trusted/shop/things/part-0.parquet").lines()).hasSize(4);
    assertThat(lake.store.head("trusted/shop/things__quarantine/part-0.parquet")).isEmpty();
  }

  @Test
  void emptiesTheQuarantineOfAPartitionWithoutOffenders() throws IOException {
    Checks checks =
        new Checks(List.of(check("power-range", POWER, Severity.QUARANTINE)), List.of());
    TableLake lake = lake().with(checks).put(FOUR);
    lake.run();
    assertThat(lake.quarantine()).hasSize(1);

    lake.put("id|power|site\n1|0|north\n");
    assertThat(lake.rows()).hasSize(1);
    assertThat(lake.quarantine()).isEmpty();

    lake.put(FOUR).run();
    TableLake without = lake.with(Checks.NONE);
    assertThat(without.rows()).hasSize(4);
    assertThat(without.quarantine()).isEmpty();
  }

  /** A crash between the two puts leaves a quarantine of which no manifest tells. */
  @Test
  void emptiesAQuarantineThatNoTableTellsOf() throws IOException {
    TableLake lake =
        lake(check("power-range", POWER, Severity.QUARANTINE)).put("id|power|site\n1|0|north\n");
    lake.put("trusted/shop/things__quarantine/part-0.parquet", "of before".getBytes());

    lake.run();

    assertThat(lake.quarantine()).isEmpty();
  }

  @Test
  void makesATableOfNoRowsIfAllAreInQuarantine() throws IOException {
    TableLake lake =
        lake(check("never", new RowRule.In("id", List.of("x")), Severity.QUARANTINE)).put(FOUR);

    assertThat(lake.counts())
        .isEqualTo(new RowCounts(5, 1, RowCounts.Versions.NONE, 0, 4, 0, Map.of()));
    assertThat(lake.rows()).isEmpty();
    assertThat(lake.quarantine()).hasSize(4);
  }

  @Test
  void checksColumnsThatAreNotStored() throws IOException {
    TableLake lake =
        new TableLake(
                folder,
                BARS,
                new TrustedTable.Rows(TrustedTable.Dedupe.by("id"), List.of(), Optional.empty()),
                new Checks(List.of(check("power-range", POWER, Severity.QUARANTINE)), List.of()),
                id(),
                new Column("power", FieldType.DOUBLE, "power", ColumnRule.NONE, false, false, ""),
                column("site", FieldType.STRING, "site"))
            .put(FOUR);

    assertThat(lake.rows()).containsExactly("1|north", "3|south", "4|west");
    assertThat(lake.quarantine()).containsExactly("2|east|power-range");
  }

  @Test
  void findsRepeatedRowsAmongSpilledOnes() throws IOException {
    StringBuilder csv = new StringBuilder("id|power|site\n");
    // The same pairs, of which none runs into the next: a,bc is not ab,c.
    IntStream.range(0, 2_000)
        .forEach(i -> csv.append("r%05d|%d|s%d\n".formatted(i, i % 700, i % 700 % 10)));
    TableLake lake =
        lake(check("once", new RowRule.Unique(List.of("power", "site")), Severity.QUARANTINE))
            .put(csv.toString());

    PartitionOutcome.Rewritten made = (PartitionOutcome.Rewritten) lake.run(2_000);

    assertThat(made.counts())
        .isEqualTo(new RowCounts(2_000, 0, RowCounts.Versions.NONE, 0, 1_300, 700, Map.of()));
    assertThat(lake.quarantine().get(0)).isEqualTo("r00700|0.0|s0|once");
    try (var left = java.nio.file.Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aPartitionIsMadeAnewIfACheckOfRowsChanges() throws IOException {
    TableLake lake = lake(check("site", SITE, Severity.WARN)).put(FOUR);
    lake.run();
    RowRule other = new RowRule.In("site", List.of("north, south"));
    Checks changed = new Checks(List.of(check("site", other, Severity.WARN)), List.of());

    assertThat(lake.run()).isInstanceOf(PartitionOutcome.UpToDate.class);
    assertThat(lake.with(changed).run()).isInstanceOf(PartitionOutcome.Rewritten.class);
  }
}
