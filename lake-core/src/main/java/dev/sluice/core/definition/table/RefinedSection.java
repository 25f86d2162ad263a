package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.RefinedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The refined tables, put into an order in which each comes after those that it reads. */
public final class RefinedSection {
  private final Reading reading;
  private final List<String> trusted;
  private final KnownTables tables;

  public RefinedSection(Reading reading, List<String> trusted, KnownTables tables) {
    this.reading = reading;
    this.trusted = trusted;
    this.tables = tables;
  }

  /**
   * A table before it is known whether all of them can be made.
   *
   * @param at where it is declared
   * @param reads all tables that it reads
   */
  record Draft(NamedNode at, SqlSource source, String comment, List<String> reads) {
    String name() {
      return at.name();
    }

    RefinedTable table(List<String> columns) {
      return new RefinedTable(name(), source.text().strip(), comment, reads, columns);
    }
  }

  public List<RefinedTable> read(YamlNode node) {
    List<Draft> drafts =
        reading.names(node).entries().stream().flatMap(entry -> draft(entry).stream()).toList();
    return inOrder(drafts).stream().map(draft -> draft.table(columns(draft))).toList();
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

  private Optional<Draft> draft(NamedNode named) {
    int before = reading.problems().mark();
    TableNames.checkTable(named, reading);
    if (trusted.contains(named.name())) {
      reading
          .problems()
          .add(named, "there is a trusted table '%s' already; rename one".formatted(named.name()));
    }
    YamlNode node = named.value();
    if (!(node instanceof YamlNode.Mapping)) {
      return drafted(before, named, new SqlReader(reading).file(node), "");
    }
    YamlMap map = reading.map(node, FormatKeys.REFINED);
    if (map.get("file").isPresent() == map.get("sql").isPresent()) {
      reading.problems().add(node, "needs either 'file', a SQL file, or 'sql', the SQL itself");
      return Optional.empty();
    }
    SqlReader reader = new SqlReader(reading);
    Optional<SqlSource> source =
        map.get("file").flatMap(reader::file).or(() -> map.get("sql").flatMap(reader::inline));
    String comment = map.get("comment").flatMap(reading.scalars()::anyText).orElse("");
    return drafted(before, named, source, comment);
  }

  private Optional<Draft> drafted(
      int before, NamedNode named, Optional<SqlSource> source, String comment) {
    return reading
        .problems()
        .unlessSince(
            before,
            () -> {
              SqlSource sql = source.orElseThrow();
              return new Draft(named, sql, comment, sql.sql().tables());
            });
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
