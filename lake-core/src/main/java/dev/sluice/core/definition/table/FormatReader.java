package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import java.util.Map;

/** In which format a table lies, and how long an Iceberg table keeps what it was. */
record FormatReader(Reading reading) {
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_SNAPSHOTS = 1_000;
  private static final int DAYS = 7;
  private static final int SNAPSHOTS = 20;

  /** The formats by the names that they have in the file. */
  enum Name {
    PARQUET,
    ICEBERG
  }

  /** The format of a table, without one the given. */
  Name name(YamlMap table, Name unless) {
    return table
        .get("format")
        .flatMap(at -> reading.scalars().choice(at, "format", Name.values()))
        .orElse(unless);
  }

  /** Plain files keep nothing. */
  TableFormat plain(YamlMap table) {
    table.get("keep").ifPresent(at -> reading.problems().add(at, "is for 'format: iceberg'"));
    return TableFormat.PLAIN;
  }

  TableFormat.Iceberg iceberg(YamlMap table, TableSpec spec, Map<String, String> renamed) {
    YamlMap keep =
        table.get("keep").map(at -> reading.map(at, FormatKeys.KEEP)).orElseGet(YamlMap::empty);
    int days = reading.whole(keep, "days", 1, MOST_DAYS, DAYS);
    int snapshots = reading.whole(keep, "snapshots", 2, MOST_SNAPSHOTS, SNAPSHOTS);
    return new TableFormat.Iceberg(spec, renamed, days, snapshots);
  }
}
