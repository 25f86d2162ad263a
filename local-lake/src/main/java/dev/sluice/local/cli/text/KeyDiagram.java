package dev.sluice.local.cli.text;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.TableKeys;
import dev.sluice.core.pipeline.check.TableRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines of an entity-relationship diagram of Mermaid: tables, types, keys, cardinalities. */
final class KeyDiagram {
  private final Pipeline pipeline;
  private final Map<String, Map<String, String>> types;
  private final Map<String, TableKeys> keys = new LinkedHashMap<>();
  private final Map<String, String> comments = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * @param types of columns, by table
   */
  KeyDiagram(Pipeline pipeline, Map<String, Map<String, String>> types) {
    this.pipeline = pipeline;
    this.types = types;
  }

  List<String> lines() {
    lines.add("erDiagram");
    for (TrustedTable table : pipeline.catalogTables()) {
      keys.put(table.name(), keys(table));
      table
          .storedColumns()
          .forEach(column -> comments.put(table.name() + "." + column.name(), column.comment()));
      table
          .partitionColumns()
          .forEach(field -> comments.put(table.name() + "." + field.columnName(), "partition"));
      table.iceberg().ifPresent(format -> format.spec().fields().forEach(at -> add(table, at)));
    }
    pipeline.refined().forEach(table -> keys.put(table.name(), table.checks().keys()));
    keys.keySet().forEach(this::table);
    keys.forEach(this::references);
    return lines;
  }

  /** By what a column's rows are put into partitions, beside what it means. */
  private void add(TrustedTable table, TableSpec.SpecField field) {
    if (field.transform() != TableSpec.SpecTransform.FOLDER) {
      comments.merge(
          table.name() + "." + field.column(),
          "partition " + field,
          (a, b) -> a.isEmpty() ? b : a + "; " + b);
    }
  }

  /** What tells duplicates is a key, unless another is declared. */
  private static TableKeys keys(TrustedTable table) {
    TableKeys declared = table.checks().keys();
    return declared.primary().isEmpty()
        ? new TableKeys(table.rows().dedupe().by(), declared.references())
        : declared;
  }

  private void table(String name) {
    String shown =
        name.contains(".") ? "%s[%s]".formatted(id(name), ModelPicture.quoted(name)) : name;
    lines.add("  " + shown + " {");
    columns(name)
        .forEach(
            (column, type) -> {
              String comment = comments.getOrDefault(name + "." + column, "");
              lines.add(
                  "    %s %s%s%s"
                      .formatted(
                          type.replace(',', '_').replace(" ", ""),
                          column,
                          marks(name, column),
                          comment.isEmpty() ? "" : " " + ModelPicture.quoted(comment)));
            });
    lines.add("  }");
  }

  /** Types that the engine doesn't tell are left open. */
  private Map<String, String> columns(String name) {
    return types.getOrDefault(
        name,
        pipeline.refined().stream()
            .filter(table -> table.name().equals(name))
            .map(RefinedTable::columns)
            .flatMap(List::stream)
            .collect(Collectors.toMap(c -> c, c -> "unknown", (a, b) -> a, LinkedHashMap::new)));
  }

  private String marks(String name, String column) {
    List<String> marks = new ArrayList<>();
    if (keys.get(name).primary().contains(column)) {
      marks.add("PK");
    }
    if (keys.get(name).references().stream().anyMatch(key -> key.column().equals(column))) {
      marks.add("FK");
    }
    return marks.isEmpty() ? "" : " " + String.join(", ", marks);
  }

  private void references(String name, TableKeys own) {
    Map<String, List<TableRule.ForeignKey>> byTable = new LinkedHashMap<>();
    own.references()
        .forEach(key -> byTable.computeIfAbsent(key.table(), at -> new ArrayList<>()).add(key));
    byTable.forEach((table, all) -> lines.add(relation(name, own, table, all)));
  }

  /** One row of the other table if the columns are its whole key; of a key, always one. */
  private String relation(
      String name, TableKeys own, String table, List<TableRule.ForeignKey> all) {
    List<String> columns = all.stream().map(TableRule.ForeignKey::column).toList();
    List<String> referenced = all.stream().map(TableRule.ForeignKey::referenced).toList();
    boolean isOne = isKey(keys.getOrDefault(table, TableKeys.NONE), referenced);
    boolean isRequired = own.primary().containsAll(columns);
    String left = isOne ? isRequired ? "||" : "|o" : isRequired ? "}|" : "}o";
    return "  %s %s--%s %s : %s"
        .formatted(
            id(table),
            left,
            isKey(own, columns) ? "o|" : "o{",
            id(name),
            ModelPicture.quoted(String.join(", ", columns)));
  }

  private static boolean isKey(TableKeys keys, List<String> columns) {
    return !keys.primary().isEmpty()
        && new HashSet<>(keys.primary()).equals(new HashSet<>(columns));
  }

  private static String id(String name) {
    return name.replace('.', '_');
  }
}
