package dev.sluice.core.definition.table;

import java.util.Locale;

/** Names for tables' columns that every engine takes without quotes. */
public final class ColumnName {
  private static final int LONGEST = 100;

  private ColumnName() {}

  /** One that is like any other name: {@code windSpeed} is {@code wind_speed}. */
  public static String of(String any) {
    String lowered =
        any.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_]+", "_")
            .replaceAll("^[^a-z]+", "");
    String name = lowered.substring(0, Math.min(lowered.length(), LONGEST));
    if (name.isEmpty()) {
      return "column_1";
    }
    return TableNames.problem(name).isEmpty() ? name : TableNames.renamed(name);
  }
}
