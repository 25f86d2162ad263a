package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.iceberg.NewIcebergTable;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import dev.sluice.localaws.athena.table.NewRows;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.iceberg.GlueTables;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes a table of a query's rows. */
final class TableMaker {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withZone(ZoneOffset.UTC);

  private final Catalog catalog;
  private final LakeFiles files;
  private final CreateTableAs wanted;
  private final AthenaEngine.Context context;
  private final S3Location place;
  private final String database;
  private final Path draft;

  TableMaker(
      Catalog catalog,
      LakeFiles files,
      Path scratch,
      CreateTableAs wanted,
      AthenaEngine.Context context)
      throws QueryFailedException {
    this.catalog = catalog;
    this.files = files;
    this.wanted = wanted;
    this.context = context;
    this.place =
        wanted
            .storage()
            .location()
            .or(context::output)
            .orElseThrow(
                () ->
                    new QueryFailedException(
                        "INVALID_TABLE_PROPERTY",
                        "The query has no output location, so add WITH (external_location ="
                            + " 's3://BUCKET/FOLDER/')"));
    this.database = wanted.database().isEmpty() ? context.database() : wanted.database();
    this.draft = scratch.toAbsolutePath().resolve("table-" + UUID.randomUUID());
  }

  String select() {
    return wanted.select();
  }

  String currentDatabase() {
    return context.database();
  }

  /** The folder that the rows are written to at first. */
  Path draft() {
    return draft;
  }

  /** Whether there is nothing to do, as the table is there and nobody minds. */
  boolean isThere() throws QueryFailedException, IOException {
    if (exists()) {
      if (wanted.isQuiet()) {
        return true;
      }
      throw new QueryFailedException(
          "TABLE_ALREADY_EXISTS", "line 1:1: Table '%s' already exists".formatted(qualified()));
    }
    if (!files.list(place.bucket(), place.key()).isEmpty()) {
      throw wanted.storage().occupied(database + "." + wanted.table(), place);
    }
    return false;
  }

  private boolean exists() throws QueryFailedException {
    try {
      catalog.table(database, wanted.table());
      return true;
    } catch (AwsException e) {
      if (e.getMessage().startsWith("Database")) {
        throw new QueryFailedException(
            "SCHEMA_NOT_FOUND", "line 1:1: Schema '%s' does not exist".formatted(database));
      }
      return false;
    }
  }

  private String qualified() {
    return "awsdatacatalog.%s.%s".formatted(database, wanted.table());
  }

  QueryResult make(Statement duckDb, QueryText text, long scanned, Clock clock)
      throws SQLException, IOException, QueryFailedException {
    List<Column> columns = SelectedColumns.of(duckDb, text);
    String sql = wanted.hasData() ? text.sql() : "FROM (" + text.sql() + "\n) LIMIT 0";
    String file = "%s_00000_local_%s".formatted(NAME.format(clock.instant()), UUID.randomUUID());
    try {
      Files.createDirectories(draft);
      NewRows rows = new NewRows(columns, sql, draft, file);
      List<S3Location> made =
          wanted.storage() instanceof IcebergStorage iceberg
              ? new NewIcebergTable(definition(iceberg), duckDb, files, iceberg()).make(rows)
              : new PlainTable(catalog, files, database, wanted.table(), place)
                  .make(duckDb, rows, wanted.storage().copyOptions());
      return new QueryResult(
          List.of(), made.stream().map(each -> List.of(each.toString())).toList(), false, scanned);
    } finally {
      deleteDraft();
    }
  }

  private NewIcebergTable.Definition definition(IcebergStorage iceberg) {
    return new NewIcebergTable.Definition(
        database,
        wanted.table(),
        place,
        iceberg.copyOptions(),
        iceberg.partitioning(),
        iceberg.properties());
  }

  private GlueTables iceberg() {
    return new GlueTables(catalog, files, any -> Optional.empty());
  }

  private void deleteDraft() throws IOException {
    try (Stream<Path> drafts = Files.walk(draft)) {
      for (Path path : (Iterable<Path>) drafts.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
