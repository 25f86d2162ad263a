package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.ddl.CatalogStatement;
import dev.sluice.localaws.athena.ddl.CreateView;
import dev.sluice.localaws.athena.ddl.StoredView;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.athena.result.ResultCells;
import dev.sluice.localaws.athena.result.ResultMemory;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs statements: queries of the catalog's tables and views with DuckDB, each in a session of its
 * own, and statements about the catalog. For use by several threads.
 */
public final class AthenaEngine {
  private static final Logger LOG = System.getLogger(AthenaEngine.class.getName());
  private static final QueryResult NOTHING = new QueryResult(List.of(), List.of(), false, 0);

  private final java.util.logging.Logger icebergLog =
      java.util.logging.Logger.getLogger("org.apache.iceberg");
  private final Catalog catalog;
  private final LakeFiles lake;
  private final Path scratch;
  private final Clock clock;
  private final QueryMemory memory;

  /** With the memory of this machine. */
  public AthenaEngine(Catalog catalog, LakeFiles lake, Path scratch, Clock clock) {
    this(catalog, lake, scratch, clock, QueryMemory.ofMachine());
  }

  public AthenaEngine(
      Catalog catalog, LakeFiles lake, Path scratch, Clock clock, QueryMemory memory) {
    this.memory = memory;
    this.catalog = catalog;
    this.lake = lake;
    this.scratch = scratch;
    this.clock = clock;
    icebergLog.setLevel(java.util.logging.Level.WARNING);
  }

  /** Is told how to cancel a statement that is about to run, or throws to keep it from running. */
  @FunctionalInterface
  public interface Running {
    void begins(Runnable cancel) throws QueryFailedException;
  }

  /**
   * What a statement does not say itself.
   *
   * @param database of tables without a database's name
   * @param output the folder of a table's rows for which it names none; empty: it has to
   */
  public record Context(String database, Optional<S3Location> output) {
    public Context {
      database = database.toLowerCase(Locale.ROOT);
    }
  }

  /** Runs a statement; tables without a database's name are those of {@code database}. */
  public QueryResult run(String database, String sql) throws QueryFailedException {
    return run(new Context(database, Optional.empty()), sql, cancel -> {});
  }

  /**
   * Runs a statement.
   *
   * @param running is given what cancels the statement, as soon as it can be cancelled
   */
  public QueryResult run(Context context, String sql, Running running) throws QueryFailedException {
    long bytes = memory.usual();
    while (true) {
      try {
        return run(context, sql, running, bytes);
      } catch (SQLException e) {
        if (!DuckDbErrors.isOutOfMemory(e) || bytes == memory.ample()) {
          throw DuckDbErrors.translate(e);
        }
      }
      bytes = memory.next(bytes);
    }
  }

  private QueryResult run(Context context, String sql, Running running, long bytes)
      throws SQLException, QueryFailedException {
    String database = context.database();
    Optional<CreateTableAs> table = CreateTableAs.of(sql);
    Optional<CreateView> view = CreateView.of(sql, database);
    CatalogStatement statements = new CatalogStatement(catalog, lake, clock, database);
    if (table.isEmpty() && view.isEmpty() && CatalogStatement.matches(sql)) {
      return statements.run(sql);
    }
    try (QuerySession session = new QuerySession(catalog, lake, scratch, clock, bytes)) {
      if (table.isPresent()) {
        return make(session, new TableMaker(catalog, lake, scratch, table.get(), context), running);
      }
      QueryText text = session.parse(view.map(CreateView::select).orElse(sql));
      view.ifPresent(made -> session.refuseUseOf(made.name().toString()));
      session.declare(database, text);
      running.begins(() -> cancel(session.statement()));
      if (view.isPresent()) {
        return view(session, text, view.get(), new ViewTarget(statements, database));
      }
      return select(session.statement(), text, session.scanned());
    } catch (IOException e) {
      throw new QueryFailedException("HIVE_FILESYSTEM_ERROR", e.toString());
    }
  }

  private record ViewTarget(CatalogStatement statements, String database) {}

  private static QueryResult view(
      QuerySession session, QueryText text, CreateView view, ViewTarget target)
      throws SQLException, QueryFailedException {
    List<Column> columns =
        SelectedColumns.hive(SelectedColumns.of(session.statement(), text), true);
    String sql = view.select().strip();
    target.statements().make(view, new StoredView(sql, target.database(), columns));
    return NOTHING;
  }

  private QueryResult make(QuerySession session, TableMaker maker, Running running)
      throws SQLException, IOException, QueryFailedException {
    if (maker.isThere()) {
      return NOTHING;
    }
    QueryText text = session.parse(maker.select());
    session.allow(maker.draft());
    session.declare(maker.currentDatabase(), text);
    running.begins(() -> cancel(session.statement()));
    return maker.make(session.statement(), text, session.scanned(), clock);
  }

  private static QueryResult select(Statement statement, QueryText text, long scanned)
      throws SQLException, QueryFailedException {
    try (ResultSet rows = statement.executeQuery(text.sql())) {
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

  private static QueryResult read(ResultSet rows, QueryText text, long scanned)
      throws SQLException, QueryFailedException {
    int width = rows.getMetaData().getColumnCount();
    List<QueryResult.Column> columns = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      String name = text.columnName(i - 1, rows.getMetaData().getColumnLabel(i));
      columns.add(ResultCells.column(rows.getMetaData(), i, name));
    }
    List<List<String>> cells = new ArrayList<>();
    ResultMemory memory = new ResultMemory(Runtime.getRuntime().maxMemory() / 4);
    while (rows.next()) {
      List<String> row = ResultCells.row(rows, width);
      memory.take(row);
      cells.add(row);
    }
    return new QueryResult(List.copyOf(columns), cells, true, scanned);
  }
}
