package dev.sluice.localaws.athena.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.ddl.StoredView;
import dev.sluice.localaws.athena.iceberg.IcebergTable;
import dev.sluice.localaws.athena.query.QueryText.TableName;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.LakeTable;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import dev.sluice.localaws.athena.table.PartitionFile;
import dev.sluice.localaws.athena.table.Sql;
import dev.sluice.localaws.athena.table.TableFiles;
import dev.sluice.localaws.athena.table.TableView;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.LakeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A database of DuckDB in memory that has the tables and views that a statement names, those that
 * these views name, and sees no other files.
 */
final class QuerySession implements AutoCloseable {
  private static final String CATALOG = CatalogNames.CATALOG;

  private final Catalog catalog;
  private final TableFiles files;
  private final IcebergTables iceberg;
  private final Clock clock;
  private final Connection duckDb;
  private final Statement statement;
  private final Set<String> schemas = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> paths = new HashSet<>();
  private final Set<String> folders = new HashSet<>();
  private long scanned;

  /**
   * @param bytes of memory for statements
   */
  QuerySession(Catalog catalog, LakeFiles lake, Path scratch, Clock clock, long bytes)
      throws SQLException {
    this.catalog = catalog;
    this.files = new TableFiles(catalog, lake, clock);
    this.clock = clock;
    this.duckDb = DriverManager.getConnection("jdbc:duckdb:");
    this.iceberg = new IcebergTables(lake, duckDb);
    this.statement = duckDb.createStatement();
    statement.execute(TrinoDialect.settings(scratch, bytes) + "ATTACH ':memory:' AS " + CATALOG);
  }

  Statement statement() {
    return statement;
  }

  QueryText parse(String sql) throws SQLException, QueryFailedException {
    return QueryText.parse(duckDb, sql);
  }

  /** The bytes of all files of the tables that were declared. */
  long scanned() {
    return scanned + iceberg.bytes();
  }

  /** Lets the statement read and write files of a folder that are not a table's. */
  void allow(Path folder) {
    folders.add(folder + "/");
  }

  /** Keeps a view from being used by what it is made of. */
  void refuseUseOf(String view) {
    open.add(view);
  }

  /** Declares what a statement names; afterwards nothing can be declared any more. */
  void declare(String database, QueryText text)
      throws SQLException, IOException, QueryFailedException {
    use(database);
    declareTables(database, text);
    use(database);
    paths.addAll(iceberg.paths());
    statement.execute("SET allowed_paths=" + Sql.list(paths));
    statement.execute("SET allowed_directories=" + Sql.list(folders));
    statement.execute("SET enable_external_access=false; SET lock_configuration=true");
  }

  private void declareTables(String current, QueryText text)
      throws SQLException, IOException, QueryFailedException {
    for (TableName name : text.tables()) {
      String database =
          (name.schema().isEmpty() ? current : name.schema()).toLowerCase(Locale.ROOT);
      TableReference reference = TableReference.of(name, text.travel());
      JsonNode definition = CatalogNames.find(catalog, reference.name(), database);
      String key = database + "." + definition.path("Name").asText();
      if (open.contains(key)) {
        throw new QueryFailedException(
            "VIEW_IS_RECURSIVE", name.place() + "View '" + key + "' is recursive");
      }
      if (IcebergTable.is(definition)) {
        use(database);
        create(database, reference.as(), iceberg.sql(definition, reference, text.travel()));
        continue;
      }
      reference.mustBePlain(database);
      if (done.add(key)) {
        use(database);
        create(
            database,
            definition.path("Name").asText(),
            StoredView.is(definition)
                ? view(name, key, definition)
                : table(LakeTable.of(definition), text));
      }
    }
  }

  private void create(String database, String name, String sql) throws SQLException {
    statement.execute(
        "CREATE OR REPLACE VIEW %s.%s.%s AS %s"
            .formatted(CATALOG, Sql.name(database), Sql.name(name), sql));
  }

  private String table(LakeTable table, QueryText text)
      throws SQLException, IOException, QueryFailedException {
    for (Column key : table.keys()) {
      boolean injected =
          "injected".equals(table.parameters().get("projection." + key.name() + ".type"));
      if (injected && !text.equated().contains(key.name())) {
        throw new QueryFailedException(
            "CONSTRAINT_VIOLATION",
            ("For the injected projected partition column %s, the WHERE clause must contain only"
                    + " static equality conditions, and at least one such condition must be"
                    + " present.")
                .formatted(key.name()));
      }
    }
    List<PartitionFile> found = files.of(table);
    found.forEach(file -> paths.add(file.file().path().toString()));
    scanned += found.stream().mapToLong(file -> file.file().size()).sum();
    return new TableView(table, found).sql(duckDb);
  }

  private String view(TableName name, String key, JsonNode definition)
      throws SQLException, IOException, QueryFailedException {
    StoredView view = StoredView.of(definition);
    open.add(key);
    String inner = CATALOG + "." + Sql.name(schema(view.schema())) + "." + Sql.name("$" + key);
    List<String> actual = new ArrayList<>();
    try {
      QueryText text = parse(view.sql());
      declareTables(view.schema(), text);
      use(view.schema());
      statement.execute("CREATE VIEW " + inner + " AS " + text.sql());
      try (ResultSet columns = statement.executeQuery("DESCRIBE " + inner)) {
        while (columns.next()) {
          String label = columns.getString("column_name");
          actual.add(text.columnName(actual.size(), label).toLowerCase(Locale.ROOT));
        }
      }
    } catch (SQLException e) {
      throw invalid(name, key, DuckDbErrors.translate(e));
    } catch (QueryFailedException e) {
      throw e.getMessage().startsWith("VIEW_IS_RECURSIVE") ? e : invalid(name, key, e);
    }
    open.remove(key);
    List<Column> declared = view.columns();
    return ViewColumns.select(name, key, declared, actual, inner);
  }

  private static QueryFailedException invalid(TableName name, String key, QueryFailedException e) {
    return new QueryFailedException(
        "INVALID_VIEW",
        "%sFailed analyzing stored view 'awsdatacatalog.%s': %s"
            .formatted(name.place(), key, e.getMessage()));
  }

  private static String schema(String database) {
    return database.isEmpty() ? "default" : database.toLowerCase(Locale.ROOT);
  }

  /** Makes a database the current one; each has the functions of its own. */
  private void use(String database) throws SQLException {
    String name = CATALOG + "." + Sql.name(schema(database));
    boolean made = schemas.add(name);
    statement.execute((made ? "CREATE SCHEMA IF NOT EXISTS " + name + ";" : "") + "USE " + name);
    if (made) {
      statement.execute(TrinoDialect.functions(clock));
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    duckDb.close();
  }
}
