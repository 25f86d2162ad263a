package dev.sluice.core.run;

import dev.sluice.core.definition.sql.SqlText;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Quarantine;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.PartitionFingerprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which refined tables and queries a run has to make: those whose input, the content of what they
 * read and their text, is another than at their last success.
 *
 * @param run whose trusted tables are up to date
 * @param document with the last successes
 * @param absent trusted tables that the catalog doesn't know, as they have no rows that a crawler
 *     could find: what reads them is left out of the run
 */
record RunPlan(Pipeline pipeline, Run run, RunDocument document, Set<String> absent) {
  /**
   * The statements of checks; those whose result stands have ended. They read trusted tables only.
   */
  List<Task> checks() {
    return checks(Run.Step.CHECKS, contents(), undeclared());
  }

  /** The statements of the checks of before, and those of refined tables' keys. */
  List<Task> keys() {
    Map<String, String> contents = contents();
    pipeline
        .refined()
        .forEach(table -> contents.put(table.name(), input(table.reads(), contents, table.sql())));
    Map<String, String> barred = undeclared();
    run.refined().stream()
        .filter(table -> table.state() == Task.State.FAILED)
        .forEach(table -> barred.put(table.name(), "which was not made"));
    List<Task> all = new ArrayList<>(run.checks().statements());
    all.addAll(checks(Run.Step.KEYS, contents, barred));
    return all;
  }

  private List<Task> checks(
      Run.Step step, Map<String, String> contents, Map<String, String> barred) {
    List<Task> all = new ArrayList<>();
    Set<String> unknown = unknown();
    for (CheckStatement check : CheckStatement.of(pipeline, step)) {
      if (readsAny(check.reads(), unknown)) {
        continue;
      }
      Task waiting = Task.waiting(check.name(), input(check.reads(), contents, check.sql()));
      all.add(
          document
              .checks()
              .success(check.name())
              .filter(success -> success.input().equals(waiting.input()))
              .orElseGet(() -> blockedBy(check.reads(), barred, waiting)));
    }
    return all;
  }

  private Map<String, String> contents() {
    Map<String, String> contents = new LinkedHashMap<>();
    run.tables().forEach((name, table) -> contents.put(name, table.fingerprint()));
    return contents;
  }

  private static String input(List<String> reads, Map<String, String> contents, String sql) {
    StringBuilder data = new StringBuilder();
    for (String read : reads) {
      data.append(read).append(contents.getOrDefault(Quarantine.tableOf(read), "")).append('\n');
    }
    return PartitionFingerprint.sha256(data + sql);
  }

  private static Task blockedBy(List<String> reads, Map<String, String> barred, Task task) {
    return reads.stream()
        .filter(barred::containsKey)
        .findFirst()
        .map(read -> task.blocked("it reads '%s', %s".formatted(read, barred.get(read))))
        .orElse(task);
  }

  /**
   * The refined tables; those that are as they should be have ended. A table that is made again
   * counts as changed for those that read it, so that all of them fit together.
   *
   * @param pointers where the catalog has them
   */
  List<Task> refined(Map<String, TablePointer> pointers) {
    Map<String, String> contents = contents();
    Map<String, String> shapes = shapes();
    Map<String, String> barred = barred();
    List<Task> all = new ArrayList<>();
    Set<String> unknown = unknown();
    for (RefinedTable table : pipeline.refined()) {
      if (unknown.contains(table.name())) {
        continue;
      }
      Optional<TablePointer> pointer = Optional.ofNullable(pointers.get(table.name()));
      StandingTable standing = new StandingTable(pipeline, run, table, pointer);
      String made = input(table.reads(), contents, table.sql());
      contents.put(table.name(), standing.pinned().orElse(made));
      shapes.put(table.name(), input(table.reads(), shapes, table.sql()));
      Map<String, String> dependsOn = table.isView() ? shapes : contents;
      Task waiting = Task.waiting(table.name(), dependsOn.get(table.name()));
      Task task = standing.planned(waiting, document.refined().get(table.name()));
      all.add(task.isEnded() ? task : blockedBy(table.reads(), barred, task));
    }
    return all;
  }

  /** What trusted tables look like, whatever their rows: a view is stale if that changes. */
  private Map<String, String> shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (TrustedTable table : pipeline.trusted()) {
      StringBuilder shape = new StringBuilder();
      table
          .storedColumns()
          .forEach(
              column -> {
                shape.append(column.name()).append(' ').append(column.type()).append(',');
                column.rule().digits().ifPresent(shape::append);
              });
      shapes.put(table.name(), shape.append(table.partitionColumns()).toString());
    }
    return shapes;
  }

  /** Trusted tables that the catalog does not know as they are, with what is wrong with them. */
  private Map<String, String> undeclared() {
    Map<String, String> undeclared = new LinkedHashMap<>();
    run.failed(Run.Step.CATALOG)
        .forEach(table -> undeclared.put(table, "which the catalog doesn't have as it should"));
    return undeclared;
  }

  /** The absent tables, and the refined ones that read them. Failed ones are not among them. */
  private Set<String> unknown() {
    Set<String> unknown = new HashSet<>(absent);
    unknown.removeAll(run.failed(Run.Step.CATALOG));
    for (RefinedTable table : pipeline.refined()) {
      if (readsAny(table.reads(), unknown)) {
        unknown.add(table.name());
      }
    }
    return unknown;
  }

  private static boolean readsAny(List<String> reads, Set<String> tables) {
    return reads.stream().anyMatch(tables::contains);
  }

  /** Trusted tables whose readers are left as they were. */
  private Map<String, String> barred() {
    Map<String, String> barred = undeclared();
    Set<String> failed = run.failed(Run.Step.CHECKS);
    for (TrustedTable table : pipeline.trusted()) {
      for (TableCheck check : table.checks().table()) {
        if (check.severity() == Severity.FAIL
            && failed.contains(CheckStatement.name(table.name(), check))) {
          barred.putIfAbsent(table.name(), "whose check '%s' failed".formatted(check.name()));
        }
      }
    }
    return barred;
  }

  /**
   * The queries; those whose result is up to date have ended.
   *
   * @param pointers where the catalog has the refined tables
   */
  List<Task> queries(Map<String, TablePointer> pointers) {
    StringBuilder data = new StringBuilder();
    run.tables()
        .forEach((name, table) -> data.append(name).append(table.fingerprint()).append('\n'));
    Map<String, String> barred = barred();
    for (Task table : run.refined()) {
      Task standing =
          table.state() == Task.State.SUCCEEDED ? table : document.refined().get(table.name());
      if (standing == null || !pointers.containsKey(table.name())) {
        barred.put(table.name(), "which was not made");
      } else {
        data.append(table.name()).append(standing.input()).append('\n');
      }
    }
    Set<String> unknown = unknown();
    return pipeline.queries().stream()
        .filter(query -> !readsAny(SqlText.of(query.sql()).tables(), unknown))
        .map(query -> query(query, data.toString(), barred))
        .toList();
  }

  private Task query(NamedQuery query, String data, Map<String, String> barred) {
    String input = PartitionFingerprint.sha256(data + query.sql());
    Task success = document.queries().get(query.name());
    return success != null && success.input().equals(input)
        ? success
        : blockedBy(SqlText.of(query.sql()).tables(), barred, Task.waiting(query.name(), input));
  }
}
