package dev.sluice.core.erase;

import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tables may have rows that are to be erased.
 *
 * @param having trusted tables with the column
 * @param inputs what these are made of
 * @param made all trusted tables that are made of these inputs
 * @param refined those that read such a table, or one that does, and have files
 */
record ErasedTables(
    List<TrustedTable> having,
    List<Input> inputs,
    List<TrustedTable> made,
    List<RefinedTable> refined) {
  /**
   * Finds them.
   *
   * @throws IllegalArgumentException if no table has the column
   */
  static ErasedTables of(Pipeline pipeline, String column) {
    List<TrustedTable> having =
        pipeline.trusted().stream()
            .filter(table -> table.columns().stream().anyMatch(each -> each.name().equals(column)))
            .toList();
    if (having.isEmpty()) {
      throw new IllegalArgumentException(
          "No trusted table of pipeline '%s' has a column '%s'; columns are %s"
              .formatted(pipeline.name(), column, columns(pipeline)));
    }
    List<Input> inputs =
        pipeline.inputs().stream()
            .filter(input -> having.stream().anyMatch(of -> of.input().equals(input.name())))
            .toList();
    List<TrustedTable> made =
        pipeline.trusted().stream()
            .filter(table -> inputs.contains(pipeline.input(table)))
            .toList();
    return new ErasedTables(having, inputs, made, reading(pipeline, made));
  }

  private static String columns(Pipeline pipeline) {
    return pipeline.trusted().stream()
        .map(
            table ->
                table.name()
                    + ": "
                    + table.columns().stream()
                        .map(TrustedTable.Column::name)
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  /** Refined tables come after those that they read. */
  private static List<RefinedTable> reading(Pipeline pipeline, List<TrustedTable> made) {
    Set<String> names = new HashSet<>();
    made.forEach(table -> names.add(table.name()));
    List<RefinedTable> reading = new ArrayList<>();
    for (RefinedTable table : pipeline.refined()) {
      if (table.reads().stream().anyMatch(names::contains)) {
        names.add(table.name());
        reading.add(table);
      }
    }
    return reading.stream().filter(table -> !table.isView()).toList();
  }

  /** All that have files. */
  List<String> names() {
    return Stream.concat(
            made.stream().map(TrustedTable::name), refined.stream().map(RefinedTable::name))
        .toList();
  }

  /** The tables with the column that are made of an input. */
  List<TrustedTable> of(Input input) {
    return having.stream().filter(table -> table.input().equals(input.name())).toList();
  }
}
