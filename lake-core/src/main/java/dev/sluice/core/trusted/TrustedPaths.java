package dev.sluice.core.trusted;

import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TrustedTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads partitions off keys of a trusted table: of such as raw has not any more. */
public final class TrustedPaths {
  private final Pipeline pipeline;
  private final TrustedTable table;
  private final TrustedTable.Location location;
  private final RawKeyReader keys;

  /** Trusted partitions are named like those of a raw layout with leading zeros. */
  public TrustedPaths(Pipeline pipeline, TrustedTable table) {
    this.pipeline = pipeline;
    this.table = table;
    location = pipeline.location(table);
    keys =
        new RawKeyReader(
            new RawLayout(
                location.prefix(),
                isWhole() ? List.of(PartitionField.YEAR) : table.partition(),
                location.style(),
                Optional.empty(),
                Duration.ZERO));
  }

  /** Whether the table is one partition, which no key names. */
  private boolean isWhole() {
    return table.partition().isEmpty();
  }

  /** The partition of a key, without anything in raw; empty: the key is in none. */
  public Optional<TrustedPartition> read(String key) {
    if (!isWhole() && !keys.read(key)) {
      return Optional.empty();
    }
    return Optional.of(
        new TrustedPartition(
            table,
            pipeline.input(table),
            keys.path(table.partition(), location.style()),
            keys.period(table.partition()),
            pipeline.input(table).layout().prefix() + "/",
            location.prefix(),
            TrustedPartition.Objects.NONE));
  }
}
