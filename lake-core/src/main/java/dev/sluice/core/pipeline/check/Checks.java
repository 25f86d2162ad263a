package dev.sluice.core.pipeline.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The checks of a table. Their names are unique.
 *
 * @param rows of each of its rows, at most {@value #MOST_ROW_CHECKS}
 * @param table of it as a whole, those of its keys among them
 * @param keys of the table
 */
public record Checks(List<RowCheck> rows, List<TableCheck> table, TableKeys keys) {
  public static final Checks NONE = new Checks(List.of(), List.of());

  /** Of a table without keys. */
  public Checks(List<RowCheck> rows, List<TableCheck> table) {
    this(rows, table, TableKeys.NONE);
  }

  /** With keys, and the checks that follow from them. */
  public Checks with(TableKeys declared) {
    List<TableCheck> all = new ArrayList<>(table);
    all.addAll(declared.checks());
    return new Checks(rows, all, declared);
  }

  /** What the name of the table with all results has behind the pipeline's. */
  public static final String SUFFIX = "__checks";

  /** As each is asked for every row. */
  public static final int MOST_ROW_CHECKS = 64;

  /** What a check may be named. */
  public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  public Checks {
    rows = List.copyOf(rows);
    table = List.copyOf(table);
    Set<String> names = new HashSet<>();
    Stream.concat(rows.stream().map(RowCheck::name), table.stream().map(TableCheck::name))
        .filter(name -> !names.add(name))
        .forEach(
            name -> {
              throw new IllegalArgumentException("Check '" + name + "' is there twice");
            });
    if (rows.size() > MOST_ROW_CHECKS) {
      throw new IllegalArgumentException(rows.size() + " checks of rows are too many");
    }
  }

  /** The names of all. */
  public Set<String> names() {
    return Stream.concat(rows.stream().map(RowCheck::name), table.stream().map(TableCheck::name))
        .collect(Collectors.toSet());
  }

  /** Whether rows that fail a check go to the table's quarantine. */
  public boolean hasQuarantine() {
    return rows.stream().anyMatch(check -> check.severity() == Severity.QUARANTINE);
  }

  /** The name of the table with the results of a pipeline's checks. */
  public static String table(String pipeline) {
    return pipeline.replace('-', '_') + SUFFIX;
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A check's name is lower case letters, digits and hyphens, not '" + name + "'");
    }
  }
}
