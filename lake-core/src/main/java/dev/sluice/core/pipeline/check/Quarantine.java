package dev.sluice.core.pipeline.check;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table beside a trusted one with the rows that a check keeps out of it: its columns, and the
 * names of all checks that the row fails, with commas between.
 */
public final class Quarantine {
  /** What its name, and its place in the lake, has behind the table's. */
  public static final String SUFFIX = "__quarantine";

  /** The column with the names of the checks. */
  public static final String FAILED_CHECKS = "failed_checks";

  private Quarantine() {}

  /**
   * The quarantine of a table.
   *
   * @param location of the table
   */
  public static TrustedTable of(TrustedTable table, Location location) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(
        new Column(
            FAILED_CHECKS,
            FieldType.STRING,
            FAILED_CHECKS,
            ColumnRule.NONE,
            true,
            true,
            "The checks that the row fails"));
    return new TrustedTable(
        table.name() + SUFFIX,
        table.input(),
        columns,
        new TrustedTable.Rows(table.rows().dedupe(), table.rows().sortBy(), Optional.empty()),
        TableFormat.Storage.plain(
            table.partition(),
            Optional.of(new Location(prefix(location.prefix()), location.style()))),
        Checks.NONE);
  }

  /** What the keys of a table's quarantine begin with, as the table's begin with that prefix. */
  public static String prefix(String table) {
    return table + SUFFIX;
  }

  /** The table of which a quarantine is; any other name as it is. */
  public static String tableOf(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}
