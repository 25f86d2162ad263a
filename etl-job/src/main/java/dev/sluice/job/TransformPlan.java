package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper.PartitionDraft;
import dev.sluice.core.trusted.PartitionObjects;
import dev.sluice.iceberg.TableLayout;
import dev.sluice.iceberg.UnitDraft;
import dev.sluice.iceberg.UnitFiles;
import dev.sluice.iceberg.UnitsJson;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.CollectionAccumulator;

/**
 * What executors have to know.
 *
 * @param layouts as {@link Survey#layouts}
 * @param targets the partitions that are to be made; rows name theirs by its place here
 */
record TransformPlan(
    LakeAccess lake,
    SharedDefinition definition,
    Map<Integer, TableLayout> layouts,
    List<Target> targets)
    implements Serializable {
  private static final long serialVersionUID = 1;

  ObjectStore store() {
    return lake.store();
  }

  Pipeline pipeline() {
    return definition.pipeline();
  }

  /** The table of that partition. */
  TrustedTable table(int target) {
    String name = targets.get(target).name().table();
    return pipeline().trusted().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No table '" + name + "' in " + definition));
  }

  /**
   * Begins to write that partition.
   *
   * @param made where an Iceberg table's rows are told of
   */
  PartitionDraft draft(int number, CollectionAccumulator<TableUnits.MadeUnits> made) {
    Target target = targets.get(number);
    String table = target.name().table();
    PartitionObjects objects = new PartitionObjects(store(), target.keys());
    TableLayout layout = layouts.get(number);
    if (layout == null) {
      return objects.draft(new ParquetTableWriter());
    }
    return new UnitDraft(
        target.name().unit(),
        new UnitFiles(table(number), layout, UnitFiles.TARGET_BYTES),
        objects,
        Clock.systemUTC(),
        unit ->
            made.add(
                new TableUnits.MadeUnits(
                    table,
                    UnitsJson.write(
                        List.of(unit), Map.of(layout.spec().specId(), layout.spec())))));
  }

  /** Bytes that the number of a partition takes, with one bit more for {@link Parcel}. */
  int targetBytes() {
    return Math.max(1, (71 - Long.numberOfLeadingZeros(2L * targets.size())) / 8);
  }
}
