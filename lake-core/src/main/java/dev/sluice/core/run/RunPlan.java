package dev.sluice.core.run;

import dev.sluice.core.definition.sql.SqlText;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.PartitionFingerprint;
import java.util.ArrayList;
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
 */
record RunPlan(Pipeline pipeline, Run run, RunDocument document) {
  /**
   * The refined tables; those that are as they should be have ended. A table that is made again
   * counts as changed for those that read it, so that all of them fit together.
   *
   * @param locations where the catalog has them
   */
  List<Task> refined(Map<String, Optional<String>> locations) {
    Map<String, String> contents = new LinkedHashMap<>();
    run.tables().forEach((name, table) -> contents.put(name, table.fingerprint()));
    List<Task> all = new ArrayList<>();
    for (RefinedTable table : pipeline.refined()) {
      StringBuilder data = new StringBuilder();
      for (String read : table.reads()) {
        data.append(read).append(contents.getOrDefault(read, "")).append('\n');
      }
      String input = PartitionFingerprint.sha256(data + table.sql());
      contents.put(table.name(), input);
      Task task = refined(table.name(), input, locations.get(table.name()));
      all.add(
          table.reads().stream()
              .filter(undeclared()::contains)
              .findFirst()
              .filter(any -> !task.isEnded())
              .map(read -> task.blocked("it reads '%s', which can't be declared".formatted(read)))
              .orElse(task));
    }
    return all;
  }

  private Task refined(String name, String input, Optional<String> location) {
    Task success = document.refined().get(name);
    String folder = new LakeLayout(pipeline.name()).refined(name);
    if (location.isPresent() && !location.get().startsWith(folder)) {
      return Task.waiting(name, input)
          .blocked(
              "the catalog has a table of that name already, at '%s'; give one another name"
                  .formatted(location.get()));
    }
    boolean stands =
        success != null
            && success.input().equals(input)
            && location.filter(success.key()::equals).isPresent();
    return stands ? success : Task.waiting(name, input);
  }

  /** Trusted tables that the catalog does not know as they are. */
  private Set<String> undeclared() {
    return run.failed(Run.Step.CATALOG);
  }

  /** The queries; those whose result is up to date have ended. */
  List<Task> queries() {
    StringBuilder data = new StringBuilder();
    run.tables()
        .forEach((name, table) -> data.append(name).append(table.fingerprint()).append('\n'));
    List<String> missing = new ArrayList<>(undeclared());
    for (Task table : run.refined()) {
      Task standing =
          table.state() == Task.State.SUCCEEDED ? table : document.refined().get(table.name());
      if (standing == null) {
        missing.add(table.name());
      } else {
        data.append(table.name()).append(standing.input()).append('\n');
      }
    }
    return pipeline.queries().stream()
        .map(query -> query(query, data.toString(), missing))
        .toList();
  }

  private Task query(NamedQuery query, String data, List<String> missing) {
    String input = PartitionFingerprint.sha256(data + query.sql());
    Task success = document.queries().get(query.name());
    if (success != null && success.input().equals(input)) {
      return success;
    }
    Task waiting = Task.waiting(query.name(), input);
    return SqlText.of(query.sql()).tables().stream()
        .filter(missing::contains)
        .findFirst()
        .map(table -> waiting.blocked("table '%s' was not made or declared".formatted(table)))
        .orElse(waiting);
  }
}
