package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.table.RefinedReader.Draft;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.TableKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The refined tables, put into an order in which each comes after those that it reads. */
public final class RefinedSection {
  private final Reading reading;
  private final List<TrustedTable> trusted;
  private final KnownTables tables;
  private final CheckReferences references;

  /**
   * @param trusted the tables that are right
   */
  public RefinedSection(Reading reading, List<TrustedTable> trusted, KnownTables tables) {
    this.reading = reading;
    this.trusted = trusted;
    this.tables = tables;
    references = new CheckReferences(reading);
  }

  /**
   * Reads them.
   *
   * @param taken the names of all trusted tables
   */
  public List<RefinedTable> read(YamlNode node, String pipeline, List<String> taken) {
    RefinedReader reader = new RefinedReader(reading, pipeline);
    List<Draft> drafts =
        reading.names(node).entries().stream()
            .flatMap(entry -> reader.read(entry).stream())
            .toList();
    drafts.stream()
        .filter(draft -> taken.contains(draft.name()))
        .forEach(
            draft ->
                reading
                    .problems()
                    .add(
                        draft.at(),
                        "there is a trusted table '%s' already; rename one"
                            .formatted(draft.name())));
    List<RefinedTable> read =
        inOrder(drafts.stream().filter(draft -> !taken.contains(draft.name())).toList()).stream()
            .map(this::table)
            .toList();
    references.check(tables, trusted);
    return read;
  }

  private RefinedTable table(Draft draft) {
    List<String> columns = columns(draft);
    Optional<TableKeys> keys =
        draft
            .keys()
            .flatMap(at -> new KeysReader(reading, references).read(at, draft.name(), columns));
    return new RefinedTable(
        draft.name(),
        draft.source().text().strip(),
        draft.comment(),
        draft.reads(),
        columns,
        draft.form(),
        Checks.NONE.with(keys.orElse(TableKeys.NONE)));
  }

  private List<String> columns(Draft draft) {
    List<String> columns = tables.check(draft.source()).orElse(List.of());
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      if (name.isEmpty()) {
        problems.add("column %d has no name; add one: … AS name".formatted(i + 1));
      } else if (columns.indexOf(name) < i) {
        problems.add("two columns are named '%s'; rename one: … AS other".formatted(name));
      } else {
        TableNames.problem(name)
            .ifPresent(
                problem -> problems.add("the column's name '%s' %s".formatted(name, problem)));
      }
    }
    SqlSource source = draft.source();
    problems.forEach(
        problem -> reading.problems().add(source.node(), source.where() + ": " + problem));
    if (problems.isEmpty()) {
      tables.add(draft.name(), columns);
    }
    return columns;
  }

  /** As declared, but each after those that it reads. */
  private List<Draft> inOrder(List<Draft> drafts) {
    List<Draft> left = new ArrayList<>(drafts);
    List<Draft> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Optional<Draft> next = left.stream().filter(draft -> readsNone(draft, left)).findFirst();
      if (next.isEmpty()) {
        reportCycle(left);
        return ordered;
      }
      ordered.add(next.get());
      left.remove(next.get());
    }
    return ordered;
  }

  private static boolean readsNone(Draft draft, List<Draft> others) {
    return others.stream().noneMatch(other -> draft.reads().contains(other.name()));
  }

  /** Each of those left reads one of them: following that one comes round again. */
  private void reportCycle(List<Draft> left) {
    List<Draft> path = new ArrayList<>();
    Draft at = left.get(0);
    while (!path.contains(at)) {
      path.add(at);
      Draft from = at;
      at =
          left.stream()
              .filter(other -> from.reads().contains(other.name()))
              .findFirst()
              .orElseThrow();
    }
    List<String> names = new ArrayList<>();
    path.subList(path.indexOf(at), path.size()).forEach(draft -> names.add(draft.name()));
    names.add(at.name());
    reading
        .problems()
        .add(
            at.at(),
            "none of these tables can be made first: %s; let one read other tables"
                .formatted(String.join(" reads ", names)));
  }
}
