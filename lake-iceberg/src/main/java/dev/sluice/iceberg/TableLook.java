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
      IcebergLake lake, Pipeline pipeline, TrustedTable table, Instant now, boolean unpins)
      throws IOException {
    TableFormat.Iceberg format = table.iceberg().orElseThrow();
    TableKeeping keeping = new TableKeeping(format.keepDays(), format.keepSnapshots());
    String location = lake.location(pipeline.location(table).prefix());
    TableDesign design = TableDesign.of(table, format.spec(), format.renamed(), location);
    TablePreparation preparation = new TablePreparation(lake, keeping, unpins);
    Optional<PlainConversion> conversion =
        PlainConversion.of(lake, pipeline, table, preparation.start(design));
    TablePreparation.Prepared prepared =
        conversion.isPresent()
            ? new TablePreparation.Prepared.Ready(TableLayout.of(conversion.get().start()))
            : preparation.prepare(design);
    PinnedTable pinned = lake.look(table.name());
    TableMetadata metadata = conversion.map(PlainConversion::start).orElseGet(pinned::current);
    String stage = conversion.map(PlainConversion::stage).orElse(table.name());
    return new TableLook(
        prepared,
        metadata,
        new Ledger(lake.io(), metadata, lake.ledgerOf(table.name())),
        StagedUnits.load(lake, stage, metadata.specsById(), now),
        conversion);
  }
}
