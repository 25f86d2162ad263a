package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.Keys;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keys of a table's checks. */
public final class CheckKeys {
  /** Rules of rows that look at the column under {@code column}. */
  public static final List<String> COLUMN_RULES = List.of("notNull", "range", "in", "matches");

  /** Rules of tables. */
  public static final List<String> TABLE_RULES = List.of("foreignKey", "sql", "rows", "freshness");

  /** All rules. */
  public static final List<String> RULES =
      Stream.of(COLUMN_RULES, List.of("unique", "that"), TABLE_RULES)
          .flatMap(List::stream)
          .toList();

  public static final Keys CHECK =
      Keys.of().withOptional("column", "onFail").withOptional(RULES.toArray(String[]::new));
  public static final Keys RANGE = Keys.of().withOptional("min", "max");
  public static final Keys FOREIGN_KEY = Keys.of("column", "references");
  public static final Keys ROWS = Keys.of().withOptional("min", "max", "change");

  private CheckKeys() {}

  /** The keys by path, as in {@link FormatKeys#byPath}. */
  static Map<String, Keys> byPath() {
    return Map.of(
        "trusted.*.checks.*", CHECK,
        "trusted.*.checks.*.range", RANGE,
        "trusted.*.checks.*.that(all)", FormatKeys.ALL,
        "trusted.*.checks.*.that(any)", FormatKeys.ANY,
        "trusted.*.checks.*.that(column)", FormatKeys.FILTER,
        "trusted.*.checks.*.foreignKey", FOREIGN_KEY,
        "trusted.*.checks.*.rows", ROWS);
  }
}
