package dev.sluice.localaws.athena.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.ddl.StoredView;
import dev.sluice.localaws.athena.iceberg.IcebergTable;
import dev.sluice.localaws.athena.iceberg.Version;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.LakeTable;
import dev.sluice.localaws.athena.table.Sql;
import dev.sluice.localaws.athena.table.TableFiles;
import dev.sluice.localaws.athena.table.TableView;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.LakeFiles;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A script for DuckDB that makes a view of each of a catalog's tables and views, with the columns,
 * types and partitions that the catalog declares, over the files that they have now. Every
 * statement was run when the script was written; what could not be run is a comment with the
 * reason. For one use.
 */
public final class ViewScript {
  private final Catalog catalog;
  private final LakeFiles lake;
  private final TableFiles files;
  private final List<String> lines = new ArrayList<>();
  private final List<JsonNode> views = new ArrayList<>();

  public ViewScript(Catalog catalog, LakeFiles lake, Clock clock) {
    this.catalog = catalog;
    this.lake = lake;
    this.files = new TableFiles(catalog, lake, clock);
  }

  /** The statements, one a line, each with its semicolon. */
  public List<String> lines() throws IOException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (JsonNode database : catalog.databases()) {
        String name = database.path("Name").asText();
        run(duckDb, "CREATE SCHEMA IF NOT EXISTS " + Sql.name(name));
        for (JsonNode table : catalog.tables(name)) {
          if (StoredView.is(table)) {
            views.add(table);
          } else {
            table(duckDb, table);
          }
        }
      }
      views(duckDb);
      return lines;
    } catch (SQLException e) {
      throw new IOException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  private void table(Connection duckDb, JsonNode definition) throws IOException {
    try {
      String sql = sql(duckDb, definition);
      run(duckDb, "CREATE OR REPLACE VIEW " + name(definition) + " AS " + sql);
    } catch (QueryFailedException | SQLException e) {
      leaveOut(definition, e);
    }
  }

  private String sql(Connection duckDb, JsonNode definition)
      throws SQLException, IOException, QueryFailedException {
    if (IcebergTable.is(definition)) {
      return IcebergTable.open(definition, lake).read(Version.CURRENT, List.of(), duckDb).sql();
    }
    LakeTable table = LakeTable.of(definition);
    return new TableView(table, files.of(table)).sql(duckDb);
  }

  /** Views may use each other: those that fail are tried again after the others. */
  private void views(Connection duckDb) throws SQLException {
    if (views.isEmpty()) {
      return;
    }
    execute(duckDb, "SET integer_division = true");
    List<String> schemas = new ArrayList<>();
    for (JsonNode view : views) {
      String schema = Sql.name(view.path("DatabaseName").asText());
      if (!schemas.contains(schema)) {
        schemas.add(schema);
        for (String macro : TrinoDialect.macros(schema)) {
          run(duckDb, macro);
        }
      }
    }
    int before;
    List<JsonNode> left = new ArrayList<>(views);
    do {
      before = left.size();
      left.removeIf(view -> tryView(duckDb, view, false));
    } while (!left.isEmpty() && left.size() < before);
    left.forEach(view -> tryView(duckDb, view, true));
    run(duckDb, "USE main");
  }

  private boolean tryView(Connection duckDb, JsonNode definition, boolean last) {
    int length = lines.size();
    try {
      StoredView view = StoredView.of(definition);
      String database = definition.path("DatabaseName").asText();
      String name = definition.path("Name").asText();
      boolean same = view.schema().equals(database);
      String inner = same ? name : "$" + database + "." + name;
      run(duckDb, "USE " + Sql.name(view.schema()));
      create(duckDb, view.schema(), inner, view.sql());
      if (!same) {
        String from = "SELECT * FROM " + Sql.name(view.schema()) + "." + Sql.name(inner);
        create(duckDb, database, name, from);
      }
      return true;
    } catch (QueryFailedException | SQLException e) {
      lines.subList(length, lines.size()).clear();
      if (last) {
        leaveOut(definition, e);
      }
      return false;
    }
  }

  /** As DuckDB writes it: the meaning of a division doesn't hang on a setting then. */
  private void create(Connection duckDb, String schema, String name, String select)
      throws SQLException {
    execute(duckDb, "CREATE VIEW %s.%s AS %s".formatted(Sql.name(schema), Sql.name(name), select));
    try (PreparedStatement statement =
        duckDb.prepareStatement(
            "SELECT sql FROM duckdb_views() WHERE schema_name = ? AND view_name = ?")) {
      statement.setString(1, schema);
      statement.setString(2, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        lines.add(row.getString(1).replaceFirst("^CREATE VIEW", "CREATE OR REPLACE VIEW"));
      }
    }
  }

  private void leaveOut(JsonNode definition, Exception reason) {
    String text = String.valueOf(reason.getMessage()).replaceAll("\\s+", " ");
    lines.add("-- left out: " + name(definition) + ": " + text);
  }

  private static String name(JsonNode definition) {
    return Sql.name(definition.path("DatabaseName").asText())
        + "."
        + Sql.name(definition.path("Name").asText());
  }

  /** In a statement of its own, as DuckDB closes one that fails. */
  private static void execute(Connection duckDb, String sql) throws SQLException {
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(sql);
    }
  }

  private void run(Connection duckDb, String sql) throws SQLException {
    execute(duckDb, sql);
    lines.add(sql + ";");
  }
}
