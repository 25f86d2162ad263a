package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
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

  /**
   * The format of a table; if it gives none, of all that give none. Whoever gives a table a
   * location has readers of its files there: it is plain.
   *
   * @param at where the table is declared
   */
  Name name(YamlNode at, YamlMap table) {
    return table
        .get("format")
        .flatMap(format -> reading.scalars().choice(format, "format", Name.values()))
        .orElseGet(() -> table.get("location").isPresent() ? Name.PARQUET : usual(at));
  }

  private Name usual(YamlNode at) {
    String set = reading.settings().value(Settings.TABLE_FORMAT).orElse("iceberg");
    if (!set.equals("iceberg") && !set.equals("parquet")) {
      reading
          .problems()
          .add(
              at,
              "the setting %s is '%s'; known: iceberg, parquet"
                  .formatted(Settings.TABLE_FORMAT, set));
    }
    return set.equals("parquet") ? Name.PARQUET : Name.ICEBERG;
  }

  /** Plain files keep nothing. */
  TableFormat plain(YamlMap table) {
    table
        .get("keep")
        .ifPresent(
            at ->
                reading
                    .problems()
                    .add(at, "is for 'format: iceberg', and this table is of 'parquet'"));
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
