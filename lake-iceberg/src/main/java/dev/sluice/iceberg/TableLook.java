package dev.sluice.iceberg;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;

/** What there was of a table when it was looked at. */
record TableLook(
    TablePreparation.Prepared prepared,
    TableMetadata metadata,
    Ledger ledger,
    StagedUnits staged,
    Optional<PlainConversion> conversion) {
  /** A table that is pinned keeps its columns too. */
  static TableLook at(
      IcebergLake lake, Pipeline pipeline, TrustedTable table, Instant moment, boolean unpins)
      throws IOException {
    TableFormat.Iceberg format = table.iceberg().orElseThrow();
    String location = lake.location(pipeline.location(table).prefix());
    TableDesign design = TableDesign.of(table, format.spec(), format.renamed(), location);
    TablePreparation preparation = new TablePreparation(lake, TableKeeping.of(table), unpins);
    PinnedTable pinned = lake.look(table.name());
    Optional<PlainConversion> conversion =
        PlainConversion.of(lake, pipeline, table, preparation.start(design), pinned);
    TablePreparation.PreparedTable now =
        conversion.isPresent()
            ? TablePreparation.ready(conversion.get().start())
            : preparation.prepare(design, pinned);
    // A table of the same name that was made since can't take the files of one that was dropped.
    String stage = conversion.map(PlainConversion::stage).orElseGet(() -> now.metadata().uuid());
    return new TableLook(
        now.prepared(),
        now.metadata(),
        new Ledger(lake.io(), now.metadata(), lake.ledgerOf(table.name())),
        StagedUnits.load(
            lake, table.name() + "/staged/" + stage, now.metadata().specsById(), moment),
        conversion);
  }

  /**
   * How the table's files are to be written.
   *
   * @throws IOException if the table can't be made as the pipeline has it, and says why
   */
  TableLayout layout() throws IOException {
    if (prepared instanceof TablePreparation.Prepared.Refused refused) {
      throw new IOException(refused.reason());
    }
    return ((TablePreparation.Prepared.Ready) prepared).layout();
  }
}
