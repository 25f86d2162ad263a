package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.survey.KnownManifests;
import dev.sluice.parquet.ParquetTableWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Who keeps the trusted tables of a pipeline, each in its format. */
public final class PipelineTables implements PartitionKeeper.Keepers {
  private final PartitionKeeper plain;
  private final Map<String, IcebergPartitions> iceberg = new HashMap<>();

  /**
   * How tables are used.
   *
   * @param remembers whether is kept in the lake what partitions are made of, so that not each one
   *     is asked
   * @param atOnce how many partitions are made at once
   */
  public record Use(boolean remembers, int atOnce) {}

  /**
   * Looks at nothing yet, and asks each partition.
   *
   * @param lake where Iceberg tables are; asked for if there are any
   */
  public PipelineTables(
      Pipeline pipeline, ObjectStore store, Supplier<IcebergLake> lake, Clock clock) {
    this(pipeline, store, lake, clock, new Use(false, 1));
  }

  /**
   * Looks at nothing yet.
   *
   * @param lake where Iceberg tables are; asked for if there are any
   */
  public PipelineTables(
      Pipeline pipeline, ObjectStore store, Supplier<IcebergLake> lake, Clock clock, Use use) {
    plain =
        use.remembers
            ? PartitionTransform.known(pipeline, store, new ParquetTableWriter())
            : PartitionTransform.plain(pipeline, store, new ParquetTableWriter());
    Optional<IcebergLake> tables = Optional.empty();
    for (TrustedTable table : pipeline.trusted()) {
      if (table.iceberg().isPresent()) {
        tables = tables.or(() -> Optional.of(lake.get()));
        Optional<KnownManifests> known =
            Optional.of(new KnownManifests(store, pipeline.name(), table.name()))
                .filter(any -> use.remembers);
        iceberg.put(
            table.name(),
            new IcebergPartitions(
                tables.orElseThrow(),
                pipeline,
                table,
                clock,
                new IcebergPartitions.Keeping(known, use.atOnce)));
      }
    }
  }

  @Override
  public PartitionKeeper of(TrustedTable table) {
    PartitionKeeper keeper = iceberg.get(table.name());
    return keeper == null ? plain : keeper;
  }

  /** The Iceberg table; empty: it is of another format. */
  public Optional<IcebergPartitions> iceberg(String table) {
    return Optional.ofNullable(iceberg.get(table));
  }
}
