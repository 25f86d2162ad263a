package dev.sluice.localaws.athena.table;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quoting for DuckDB. */
public final class Sql {
  private Sql() {}

  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  public static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  public static String list(Collection<String> texts) {
    return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
