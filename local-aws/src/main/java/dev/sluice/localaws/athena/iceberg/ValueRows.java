package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.table.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A SELECT of rows that it spells out. */
final class ValueRows {
  private final List<String> names = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();

  ValueRows column(String name, String type) {
    names.add(name);
    types.add(type);
    return this;
  }

  /** Adds a row of expressions, in the columns' order. */
  void row(String... cells) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      parts.add("CAST(%s AS %s)".formatted(cells[i], types.get(i)));
    }
    rows.add("(" + String.join(", ", parts) + ")");
  }

  String sql() {
    if (rows.isEmpty()) {
      row(names.stream().map(name -> "NULL").toArray(String[]::new));
      return sql() + " WHERE false";
    }
    return "SELECT * FROM (VALUES %s) v(%s)"
        .formatted(
            String.join(", ", rows),
            names.stream().map(Sql::name).collect(Collectors.joining(", ")));
  }

  /** A map as an expression, of expressions. */
  static <K, V> String map(Map<K, V> map, Function<K, String> key, Function<V, String> value) {
    return map(map, key, (any, one) -> value.apply(one));
  }

  static <K, V> String map(Map<K, V> map, Function<K, String> key, BiFunction<K, V, String> value) {
    return map.entrySet().stream()
        .map(
            entry ->
                key.apply(entry.getKey()) + ": " + value.apply(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", ", "MAP {", "}"));
  }
}
