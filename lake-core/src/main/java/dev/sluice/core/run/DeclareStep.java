package dev.sluice.core.run;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Quarantine;
import dev.sluice.core.run.port.TableCatalog.CatalogTable;
import dev.sluice.core.run.port.TableCatalog.Declared;
import dev.sluice.core.run.port.TableCatalog.RowFormat;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.read.FailureText;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;

/** Makes the catalog know the trusted tables, or sees whether a crawler made it know them. */
record DeclareStep(RunDriver.Ports ports) {
  private static final String INCOMPATIBLE =
      "Give the table a new name in the pipeline, or drop the old one from the catalog"
          + " (its data stays); the next run declares it.";
  private static final String THREW =
      "Correct what the reason names, such as the function's rights in the catalog; the next run"
          + " declares it.";

  /**
   * What was done.
   *
   * @param failures of tables that can't be declared; the others are
   * @param problem the last of them that another attempt may not have; empty: none
   */
  record Declaration(boolean isChanged, List<Run.Failure> failures, String problem) {}

  /**
   * Declares all tables, and what checks keep out of them.
   *
   * @param raw whose years the tables have
   */
  Declaration declare(TrustedPartitions raw, Instant time) {
    boolean isChanged = false;
    List<Run.Failure> failures = new ArrayList<>();
    String problem = databases(failures);
    if (ports.rules().tables() == RunRules.Tables.FOUND) {
      return new FoundTables(ports).compared(new Declaration(false, failures, problem));
    }
    for (TrustedTable table : ports.pipeline().catalogTables()) {
      if (table.iceberg().isPresent()) {
        continue; // whoever keeps it has put it there
      }
      try {
        Declared declared = ports.catalog().declare(catalogTable(table, raw, time));
        isChanged |= declared instanceof Declared.Created || declared instanceof Declared.Updated;
        if (declared instanceof Declared.Incompatible incompatible) {
          failures.add(failure(table, incompatible.reason(), INCOMPATIBLE));
        }
      } catch (IOException | RuntimeException | Error e) {
        Run.Failure failure = failure(table, FailureText.told(e), THREW);
        failures.add(failure);
        problem = failure.reason();
      }
    }
    return new Declaration(isChanged, failures, problem);
  }

  /**
   * Makes those that tables name.
   *
   * @return the last problem; empty: none
   */
  private String databases(List<Run.Failure> failures) {
    String problem = "";
    for (String database : ports.pipeline().otherDatabases()) {
      try {
        ports.catalog().makeDatabase(database);
      } catch (IOException | RuntimeException | Error e) {
        problem = "Database '%s' can't be made: %s".formatted(database, FailureText.told(e));
        failures.add(new Run.Failure(Run.Step.CATALOG, database, problem, THREW));
      }
    }
    return problem;
  }

  private static Run.Failure failure(TrustedTable table, String reason, String remedy) {
    return new Run.Failure(
        Run.Step.CATALOG,
        table.name(),
        "Table '%s' can't be declared: %s".formatted(table.name(), reason),
        remedy);
  }

  private CatalogTable catalogTable(TrustedTable table, TrustedPartitions raw, Instant time) {
    String made = Quarantine.tableOf(table.name());
    boolean isPartitioned = table.partition().contains(PartitionField.YEAR);
    IntSummaryStatistics years =
        raw.partitions().stream()
            .filter(partition -> partition.table().name().equals(made))
            .filter(partition -> isPartitioned) // others are of all time, which is in no year
            .mapToInt(TrustedPartition::year)
            .summaryStatistics();
    int now = time.atOffset(ZoneOffset.UTC).getYear();
    boolean hasYears = years.getCount() > 0;
    return new CatalogTable(
        table,
        RowFormat.PARQUET,
        ports.pipeline().location(table).prefix() + "/",
        ports.crawlers().isEmpty(),
        hasYears ? years.getMin() : now,
        hasYears ? years.getMax() : now);
  }
}
