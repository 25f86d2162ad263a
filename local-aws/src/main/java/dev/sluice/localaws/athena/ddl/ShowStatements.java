package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.iceberg.IcebergTable;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** SHOW. */
final class ShowStatements {
  private final Metastore metastore;
  private final String database;

  ShowStatements(Metastore metastore, String database) {
    this.metastore = metastore;
    this.database = database;
  }

  QueryResult show(Tokens tokens) throws QueryFailedException {
    if (tokens.take("DATABASES") || tokens.take("SCHEMAS")) {
      return databases(tokens);
    }
    if (tokens.take("TABLES")) {
      return tables(tokens, "tab_name", table -> true);
    }
    if (tokens.take("VIEWS")) {
      return tables(tokens, "views", StoredView::is);
    }
    if (tokens.take("COLUMNS")) {
      return columns(tokens);
    }
    if (tokens.take("PARTITIONS")) {
      return partitions(tokens);
    }
    if (tokens.take("TBLPROPERTIES")) {
      return properties(tokens);
    }
    if (tokens.take("CREATE", "TABLE")) {
      return createTable(tokens);
    }
    if (tokens.take("CREATE", "VIEW")) {
      return createView(tokens);
    }
    throw unknown(tokens);
  }

  private static QueryFailedException unknown(Tokens tokens) throws QueryFailedException {
    return DdlErrors.notSupported(
        tokens.place(),
        "The local lake has SHOW DATABASES, TABLES, VIEWS, COLUMNS, PARTITIONS, TBLPROPERTIES,"
            + " CREATE TABLE and CREATE VIEW, not: SHOW "
            + tokens.peek().text());
  }

  private QueryResult createTable(Tokens tokens) throws QueryFailedException {
    ObjectName name = tokens.objectName(database);
    tokens.end();
    return TextResult.of(
        "createtab_stmt", new TableText(metastore.table(name), name.written()).lines());
  }

  private QueryResult databases(Tokens tokens) throws QueryFailedException {
    Predicate<String> wanted = tokens.take("LIKE") ? pattern(tokens, false) : name -> true;
    tokens.end();
    return TextResult.of(
        "database_name",
        names(metastore.catalog().databases(), database -> true).stream().filter(wanted).toList());
  }

  private QueryResult tables(Tokens tokens, String column, Predicate<JsonNode> kind)
      throws QueryFailedException {
    String from = tokens.take("IN") || tokens.take("FROM") ? tokens.name() : database;
    boolean filtered = tokens.take("LIKE") || tokens.peek().kind() == Token.Kind.TEXT;
    Predicate<String> wanted = filtered ? pattern(tokens, true) : name -> true;
    tokens.end();
    metastore.mustHave(from);
    return TextResult.of(
        column, names(metastore.catalog().tables(from), kind).stream().filter(wanted).toList());
  }

  private static List<String> names(List<ObjectNode> found, Predicate<JsonNode> kind) {
    return found.stream().filter(kind).map(node -> node.path("Name").asText()).toList();
  }

  /** A regular expression; with {@code wildcards}, a star alone stands for any characters. */
  private static Predicate<String> pattern(Tokens tokens, boolean wildcards)
      throws QueryFailedException {
    String place = tokens.place();
    String text = tokens.text();
    String regex = wildcards ? text.replaceAll("(?<![.\\])])\\*", ".*") : text;
    try {
      return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    } catch (PatternSyntaxException e) {
      throw new QueryFailedException(
          "SYNTAX_ERROR", place + "'" + text + "' is not a pattern: " + e.getDescription());
    }
  }

  private QueryResult columns(Tokens tokens) throws QueryFailedException {
    if (!tokens.take("IN")) {
      tokens.expect("FROM");
    }
    ObjectName name = tokens.objectName(database);
    if (tokens.take("IN") || tokens.take("FROM")) {
      name = new ObjectName(tokens.name(), name.name(), true);
    }
    tokens.end();
    ObjectNode table = metastore.described(name);
    if (StoredView.is(table)) {
      return TableDescription.ofView(table);
    }
    List<String> lines = new ArrayList<>();
    for (String kind : List.of("/StorageDescriptor/Columns", "/PartitionKeys")) {
      table.at(kind).forEach(c -> lines.add(TextResult.padded(c.path("Name").asText())));
    }
    return TextResult.of("field", lines);
  }

  private QueryResult partitions(Tokens tokens) throws QueryFailedException {
    ObjectName name = tokens.objectName(database);
    Optional<PartitionSpec> spec = PartitionSpec.readIf(tokens);
    tokens.end();
    ObjectNode table = metastore.table(name);
    List<String> keys = metastore.keys(table);
    if (keys.isEmpty()) {
      String hint =
          IcebergTable.is(table) ? ": SELECT * FROM \"" + name.name() + "$partitions\"" : "";
      throw DdlErrors.execution("Table " + name.name() + " is not a partitioned table" + hint);
    }
    return TextResult.of(
        "partition",
        metastore.catalog().partitions(name.database(), name.name()).stream()
            .map(PartitionStatements::values)
            .filter(values -> spec.isEmpty() || spec.get().fits(keys, values))
            .map(values -> PartitionSpec.path(keys, values))
            .sorted()
            .toList());
  }

  private QueryResult properties(Tokens tokens) throws QueryFailedException {
    ObjectName name = tokens.objectName(database);
    String wanted = "";
    if (tokens.take("(")) {
      wanted = tokens.text();
      tokens.expect(")");
    }
    tokens.end();
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : metastore.any(name).path("Parameters").properties()) {
      if (wanted.isEmpty()) {
        lines.add(one.getKey() + "\t" + one.getValue().asText());
      } else if (one.getKey().equals(wanted)) {
        lines.add(one.getValue().asText());
      }
    }
    if (lines.isEmpty() && !wanted.isEmpty()) {
      lines.add("Table %s does not have property: %s".formatted(name, wanted));
    }
    return TextResult.of(List.of("prpt_name", "prpt_value"), lines.stream().sorted().toList());
  }

  private QueryResult createView(Tokens tokens) throws QueryFailedException {
    ObjectName name = tokens.viewName(database);
    tokens.end();
    ObjectNode view = metastore.any(name);
    if (!StoredView.is(view)) {
      throw new QueryFailedException(
          "NOT_SUPPORTED", "line 1:1: Relation '%s' is not a view".formatted(name));
    }
    String sql = StoredView.of(view).sql().strip();
    List<String> lines = new ArrayList<>(List.of("CREATE VIEW " + name.written() + " AS "));
    sql.lines().forEach(lines::add);
    return TextResult.ofTrino(List.of("create view"), lines);
  }
}
