package dev.sluice.core.run;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.TableCatalog.CatalogTable;
import dev.sluice.core.run.TableCatalog.Declared;
import dev.sluice.core.trusted.RawPartition;
import dev.sluice.core.trusted.RawPartitions;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.IntSummaryStatistics;
import java.util.Optional;

/** Makes the catalog know the trusted tables. */
record DeclareStep(RunDriver.Ports ports) {
  /**
   * What was done.
   *
   * @param failure of a table that can't be declared, after which nothing more was done
   */
  record Declaration(boolean isChanged, Optional<Run.Failure> failure) {}

  /**
   * Declares all tables.
   *
   * @param raw whose years the tables have
   */
  Declaration declare(RawPartitions raw, Instant time) throws IOException {
    boolean isChanged = false;
    for (TrustedTable table : ports.pipeline().trusted()) {
      Declared declared = ports.catalog().declare(catalogTable(table, raw, time));
      isChanged |= !(declared instanceof Declared.Unchanged);
      if (declared instanceof Declared.Incompatible incompatible) {
        return new Declaration(isChanged, Optional.of(failure(table, incompatible.reason())));
      }
    }
    return new Declaration(isChanged, Optional.empty());
  }

  private static Run.Failure failure(TrustedTable table, String reason) {
    return new Run.Failure(
        Run.Step.CATALOG,
        "Table '%s' can't be declared: %s".formatted(table.name(), reason),
        "Give the table a new name in the pipeline, or drop the old one from the catalog"
            + " (its data stays); the next run declares it.");
  }

  private CatalogTable catalogTable(TrustedTable table, RawPartitions raw, Instant time) {
    boolean isPartitioned = table.partition().contains(PartitionField.YEAR);
    IntSummaryStatistics years =
        raw.of(table).stream()
            .filter(partition -> isPartitioned) // others are of all time, which is in no year
            .mapToInt(RawPartition::year)
            .summaryStatistics();
    int now = time.atOffset(ZoneOffset.UTC).getYear();
    boolean hasYears = years.getCount() > 0;
    return new CatalogTable(
        table,
        ports.pipeline().location(table).prefix() + "/",
        ports.crawlers().isEmpty(),
        hasYears ? years.getMin() : now,
        hasYears ? years.getMax() : now);
  }
}
