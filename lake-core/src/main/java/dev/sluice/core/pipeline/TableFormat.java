package dev.sluice.core.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a table lies in the lake. */
public sealed interface TableFormat {
  /** Objects of Parquet, one a partition, in folders as Hive has them. */
  TableFormat PLAIN = new Plain();

  /** Objects of Parquet that are the table by themselves. */
  record Plain() implements TableFormat {}

  /**
   * An Iceberg table: all partitions of a run are there at once, and every engine may share it.
   *
   * @param spec by what its rows are partitioned
   * @param renamed former names of columns, by their names
   * @param keepDays after how many days what it was is forgotten
   * @param keepSnapshots how many of its states are kept at most
   */
  record Iceberg(TableSpec spec, Map<String, String> renamed, int keepDays, int keepSnapshots)
      implements TableFormat {
    public Iceberg {
      renamed = Map.copyOf(renamed);
    }
  }

  /**
   * Where and how.
   *
   * @param partition the leading fields of the input's partition: what is made, and replaced,
   *     together; none: the table is made as one
   * @param location where it lies; empty: {@code trusted/PIPELINE/TABLE}, hive style
   */
  record Storage(
      List<PartitionField> partition,
      Optional<TrustedTable.Location> location,
      TableFormat format) {
    public Storage {
      partition = List.copyOf(partition);
    }

    /** Of plain objects. */
    public static Storage plain(
        List<PartitionField> partition, Optional<TrustedTable.Location> location) {
      return new Storage(partition, location, PLAIN);
    }
  }
}
