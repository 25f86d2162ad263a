package dev.sluice.local.starter;

import dev.sluice.core.definition.table.ColumnName;
import dev.sluice.core.pipeline.FieldPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names for the fields of a schema and the columns of a table, each once. */
final class FieldNames {
  private static final Set<String> PARTITION = Set.of("year", "month", "day", "hour");

  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, String> columns = new HashMap<>();

  FieldNames(List<FieldFacts> all) {
    Set<String> takenFields = new HashSet<>();
    Set<String> takenColumns = new HashSet<>(PARTITION);
    for (FieldFacts each : all) { // the record's own fields keep their names
      List<String> path = path(each);
      if (path.size() == 1 && path.get(0).matches("[A-Za-z_][A-Za-z0-9_-]*")) {
        takenFields.add(path.get(0));
        fields.put(each.pointer(), path.get(0));
      }
    }
    for (FieldFacts each : all) {
      List<String> path = path(each);
      fields.computeIfAbsent(each.pointer(), at -> free(path, takenFields, false));
      columns.put(each.pointer(), free(path, takenColumns, true));
    }
  }

  /** As fields of a schema are named. */
  private static String plain(String any) {
    return any.replaceAll("[^A-Za-z0-9_-]+", "_").replaceFirst("^(?![A-Za-z_])", "_");
  }

  static List<String> path(FieldFacts field) {
    return FieldPath.of(field.pointer());
  }

  /** The last name, with those before it as long as it is taken, then with a number. */
  private static String free(List<String> path, Set<String> taken, boolean isColumn) {
    String name = "";
    for (int from = path.size() - 1; from >= 0; from--) {
      String joined = String.join("_", path.subList(from, path.size()));
      name = isColumn ? ColumnName.of(joined) : plain(joined);
      if (taken.add(name)) {
        return name;
      }
    }
    int number = 2;
    while (!taken.add(name + "_" + number)) {
      number++;
    }
    return name + "_" + number;
  }

  /** In the schema. */
  String field(FieldFacts field) {
    return fields.get(field.pointer());
  }

  /** In a table. */
  String column(FieldFacts field) {
    return columns.get(field.pointer());
  }

  /** Whether a name looks like one of these words. */
  static boolean looksLike(FieldFacts field, String words) {
    List<String> path = path(field);
    String last = path.get(path.size() - 1).replaceAll("([a-z])([A-Z])", "$1_$2");
    return last.toLowerCase(Locale.ROOT).matches("(.*[^a-z])?(" + words + ")([^a-z].*)?");
  }
}
