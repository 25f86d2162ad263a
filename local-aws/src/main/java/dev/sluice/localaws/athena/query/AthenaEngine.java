package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.query.QueryText.TableName;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.athena.result.ResultCells;
import dev.sluice.localaws.athena.table.LakeTable;
import dev.sluice.localaws.athena.table.PartitionFile;
import dev.sluice.localaws.athena.table.Sql;
import dev.sluice.localaws.athena.table.TableFiles;
import dev.sluice.localaws.athena.table.TableView;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.store.LakeFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements over the catalog's tables with DuckDB, each in a database of its own in memory
 * that sees just the files of the tables it names. For use by several threads.
 */
public final class AthenaEngine {
  private static final Logger LOG = System.getLogger(AthenaEngine.class.getName());
  private static final String CATALOG = "awsdatacatalog";
  private static final long MAX_RESULT = 64L << 20;

  private final Catalog catalog;
  private final LakeFiles lake;
  private final TableFiles files;
  private final Path scratch;
  private final Clock clock;

  public AthenaEngine(Catalog catalog, LakeFiles lake, Path scratch, Clock clock) {
    this.catalog = catalog;
    this.lake = lake;
    this.files = new TableFiles(catalog, lake, clock);
    this.scratch = scratch;
    this.clock = clock;
  }

  /** Is told how to cancel a statement that is about to run, or throws to keep it from running. */
  @FunctionalInterface
  public interface Running {
    void begins(Runnable cancel) throws QueryFailedException;
  }

  /** Runs a statement; tables without a database's name are those of {@code database}. */
  public QueryResult run(String database, String sql) throws QueryFailedException {
    return run(database, sql, cancel -> {});
  }

  /**
   * Runs a statement.
   *
   * @param running is given what cancels the statement, as soon as it can be cancelled
   */
  public QueryResult run(String database, String sql, Running running) throws QueryFailedException {
    Optional<CreateTableAs> table = CreateTableAs.of(sql);
    if (table.isEmpty() && CatalogStatement.matches(sql)) {
      return new CatalogStatement(catalog, database).run(sql);
    }
    Optional<TableMaker> maker = table.map(wanted -> maker(wanted, database));
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(TrinoDialect.settings(scratch));
      if (maker.isPresent() && maker.get().isThere()) {
        return new QueryResult(List.of(), List.of(), false, 0);
      }
      QueryText text = QueryText.parse(duckDb, table.map(CreateTableAs::select).orElse(sql));
      Set<String> paths = new HashSet<>();
      maker.ifPresent(made -> paths.add(made.draft().toString()));
      long scanned = prepare(duckDb, database.toLowerCase(Locale.ROOT), text, paths);
      running.begins(() -> cancel(statement));
      return maker.isPresent()
          ? maker.get().make(statement, text, scanned, clock)
          : select(statement, sql, text, scanned);
    } catch (SQLException e) {
      throw DuckDbErrors.translate(e);
    } catch (IOException e) {
      throw new QueryFailedException("HIVE_FILESYSTEM_ERROR", e.toString());
    }
  }

  private TableMaker maker(CreateTableAs wanted, String database) {
    return new TableMaker(catalog, lake, scratch, wanted, database.toLowerCase(Locale.ROOT));
  }

  private static QueryResult select(Statement statement, String sql, QueryText text, long scanned)
      throws SQLException, QueryFailedException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return read(rows, text, scanned);
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "The statement had ended before it was cancelled", e);
    }
  }

  /** Declares the tables; {@code paths} are what the session may read and write besides. */
  private long prepare(Connection duckDb, String database, QueryText text, Set<String> paths)
      throws SQLException, IOException, QueryFailedException {
    long scanned = 0;
    try (Statement statement = duckDb.createStatement()) {
      statement.execute("ATTACH ':memory:' AS " + CATALOG);
      schema(statement, database);
      Set<String> done = new HashSet<>();
      for (TableName name : text.tables()) {
        LakeTable table = find(name, database);
        if (done.add(table.database() + "/" + table.name())) {
          schema(statement, table.database());
          List<PartitionFile> found = files.of(table);
          statement.execute(view(duckDb, table, found));
          found.forEach(file -> paths.add(file.file().path().toString()));
          scanned += found.stream().mapToLong(file -> file.file().size()).sum();
        }
      }
      statement.execute("USE " + CATALOG + "." + Sql.name(schemaName(database)));
      statement.execute(TrinoDialect.functions(clock));
      statement.execute("SET allowed_paths=" + Sql.list(paths));
      statement.execute("SET enable_external_access=false; SET lock_configuration=true");
    }
    return scanned;
  }

  private static String schemaName(String database) {
    return database.isEmpty() ? "default" : database;
  }

  private static void schema(Statement statement, String database) throws SQLException {
    statement.execute(
        "CREATE SCHEMA IF NOT EXISTS " + CATALOG + "." + Sql.name(schemaName(database)));
  }

  private static String view(Connection duckDb, LakeTable table, List<PartitionFile> files)
      throws SQLException, QueryFailedException {
    return "CREATE VIEW %s.%s.%s AS %s"
        .formatted(
            CATALOG,
            Sql.name(table.database()),
            Sql.name(table.name()),
            new TableView(table, files).sql(duckDb));
  }

  private LakeTable find(TableName name, String current) throws QueryFailedException {
    if (!name.catalog().isEmpty() && !name.catalog().equalsIgnoreCase(CATALOG)) {
      throw new QueryFailedException(
          "CATALOG_NOT_FOUND", name.place() + "Catalog '" + name.catalog() + "' does not exist");
    }
    String database = (name.schema().isEmpty() ? current : name.schema()).toLowerCase(Locale.ROOT);
    if (database.isEmpty()) {
      throw new QueryFailedException(
          "MISSING_SCHEMA_NAME",
          name.place() + "Schema must be specified when session schema is not set");
    }
    try {
      return LakeTable.of(catalog.table(database, name.table()));
    } catch (AwsException e) {
      boolean noDatabase = e.getMessage().startsWith("Database");
      throw new QueryFailedException(
          noDatabase ? "SCHEMA_NOT_FOUND" : "TABLE_NOT_FOUND",
          name.place()
              + (noDatabase
                  ? "Schema '" + database + "' does not exist"
                  : "Table '%s.%s.%s' does not exist"
                      .formatted(CATALOG, database, name.table().toLowerCase(Locale.ROOT))));
    }
  }

  private static QueryResult read(ResultSet rows, QueryText text, long scanned)
      throws SQLException, QueryFailedException {
    int width = rows.getMetaData().getColumnCount();
    List<QueryResult.Column> columns = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      String name = text.columnName(i - 1, rows.getMetaData().getColumnLabel(i));
      columns.add(ResultCells.column(rows.getMetaData(), i, name));
    }
    List<List<String>> cells = new ArrayList<>();
    long size = 0;
    while (rows.next()) {
      List<String> row = ResultCells.row(rows, width);
      for (String cell : row) {
        size += cell == null ? 1 : cell.length() + 3;
      }
      if (size > MAX_RESULT) {
        throw new QueryFailedException(
            "EXCEEDED_LOCAL_LIMIT",
            "The result is larger than 64 MiB, the local lake's limit; add LIMIT or aggregate");
      }
      cells.add(row);
    }
    return new QueryResult(List.copyOf(columns), cells, true, scanned);
  }
}
