package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements about the catalog that the local lake knows: CREATE DATABASE, SHOW DATABASES and
 * SHOW TABLES. CREATE TABLE AS is {@link CreateTableAs}; other DDL, INSERT and EXPLAIN are refused:
 * declare tables through Glue's API.
 */
final class CatalogStatement {
  private static final String NAME = "[`\"]?([A-Za-z0-9_.-]+?)[`\"]?";
  private static final Pattern QUERY =
      Pattern.compile("(?is)(?:\\s|--[^\n]*\n|/\\*.*?\\*/|\\()*(SELECT|WITH|VALUES|TABLE)\\b.*");
  private static final Pattern CREATE =
      Pattern.compile(
          "(?is)\\s*CREATE\\s+(?:DATABASE|SCHEMA)\\s+(IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME
              + "\\s*;?\\s*");
  private static final Pattern DATABASES =
      Pattern.compile("(?is)\\s*SHOW\\s+(?:DATABASES|SCHEMAS)\\s*;?\\s*");
  private static final Pattern TABLES =
      Pattern.compile("(?is)\\s*SHOW\\s+TABLES(?:\\s+(?:IN|FROM)\\s+" + NAME + ")?\\s*;?\\s*");

  private final Catalog catalog;
  private final String database;

  CatalogStatement(Catalog catalog, String database) {
    this.catalog = catalog;
    this.database = database;
  }

  static boolean matches(String sql) {
    return !QUERY.matcher(sql).matches();
  }

  QueryResult run(String sql) throws QueryFailedException {
    Matcher create = CREATE.matcher(sql);
    Matcher tables = TABLES.matcher(sql);
    try {
      if (create.matches()) {
        return create(create.group(2), create.group(1) != null);
      }
      if (DATABASES.matcher(sql).matches()) {
        return list("database_name", names(catalog.databases()));
      }
      if (tables.matches()) {
        String wanted = tables.group(1) == null ? database : tables.group(1);
        return list("tab_name", names(catalog.tables(wanted)));
      }
    } catch (AwsException e) {
      throw new QueryFailedException("FAILED", e.getMessage());
    }
    throw new QueryFailedException(
        "NOT_SUPPORTED",
        "The local lake runs SELECT, CREATE TABLE AS, CREATE DATABASE, SHOW DATABASES and SHOW"
            + " TABLES, not: "
            + sql.strip().split("\\s+", 3)[0].toUpperCase(Locale.ROOT)
            + " …; declare tables through Glue's API.");
  }

  private static List<String> names(List<? extends com.fasterxml.jackson.databind.JsonNode> found) {
    return found.stream().map(node -> node.path("Name").asText()).toList();
  }

  private QueryResult create(String name, boolean quietly) {
    boolean exists =
        catalog.databases().stream().anyMatch(d -> d.path("Name").asText().equalsIgnoreCase(name));
    if (!(exists && quietly)) {
      catalog.createDatabase(
          com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
              .objectNode()
              .put("Name", name));
    }
    return new QueryResult(List.of(), List.of(), false, 0);
  }

  private static QueryResult list(String column, List<String> names) {
    return new QueryResult(
        List.of(new QueryResult.Column(column, "string", 0, 0)),
        names.stream().map(List::of).toList(),
        false,
        0);
  }
}
