package dev.sluice.localaws.athena;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quoting for DuckDB. */
final class Sql {
  private Sql() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String list(Collection<String> texts) {
    return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
