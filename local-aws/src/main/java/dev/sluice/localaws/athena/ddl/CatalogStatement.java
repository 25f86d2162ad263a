package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.store.LakeFiles;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements about the catalog. A statement is read to its end before it changes anything, and
 * what it changes it changes in one write, so one that fails changes nothing. Nothing else changes
 * the catalog while a statement runs, neither another one nor Glue's API.
 */
public final class CatalogStatement {
  private static final Pattern FIRST_WORD =
      Pattern.compile("(?s)(?:\\s|--[^\n]*(?:\n|$)|/\\*.*?\\*/|\\()*(\\w*)");
  private static final List<String> QUERIES = List.of("SELECT", "WITH", "VALUES", "TABLE");

  private final Catalog catalog;
  private final LakeFiles files;
  private final Clock clock;
  private final String database;

  /**
   * @param database of tables that a statement names without one
   */
  public CatalogStatement(Catalog catalog, LakeFiles files, Clock clock, String database) {
    this.catalog = catalog;
    this.files = files;
    this.clock = clock;
    this.database = database.toLowerCase(Locale.ROOT);
  }

  /** The first word in upper case; empty if there is none. */
  public static String firstWord(String sql) {
    Matcher first = FIRST_WORD.matcher(sql);
    return first.lookingAt() ? first.group(1).toUpperCase(Locale.ROOT) : "";
  }

  /** Whether it is a statement about the catalog, and no query. */
  public static boolean matches(String sql) {
    return !QUERIES.contains(firstWord(sql));
  }

  public QueryResult run(String sql) throws QueryFailedException {
    Tokens tokens = new Tokens(sql);
    try {
      synchronized (catalog) { // what it reads is what it changes
        return run(tokens);
      }
    } catch (AwsException e) {
      throw DdlErrors.execution(e.getMessage());
    } catch (IOException e) {
      throw new QueryFailedException("HIVE_FILESYSTEM_ERROR", e.toString());
    }
  }

  /** Makes a view of a SELECT whose columns are known. */
  public void make(CreateView view, StoredView stored) throws QueryFailedException {
    synchronized (catalog) {
      makeAlone(view, stored);
    }
  }

  private void makeAlone(CreateView view, StoredView stored) throws QueryFailedException {
    Metastore metastore = metastore();
    ObjectName name = view.name();
    if (metastore.database(name.database()).isEmpty()) {
      throw new QueryFailedException(
          "SCHEMA_NOT_FOUND", "line 1:1: Schema '%s' does not exist".formatted(name.database()));
    }
    var old = metastore.find(name);
    if (old.isEmpty()) {
      catalog.createTable(name.database(), stored.tableInput(name.name()));
    } else if (!StoredView.is(old.get())) {
      throw new QueryFailedException(
          "TABLE_ALREADY_EXISTS",
          "line 1:1: 'awsdatacatalog.%s' is a table: a view needs another name".formatted(name));
    } else if (view.isReplacing()) {
      catalog.updateTable(name.database(), stored.tableInput(name.name()));
    } else {
      throw new QueryFailedException(
          "TABLE_ALREADY_EXISTS",
          "line 1:1: View already exists: '%s'; CREATE OR REPLACE VIEW replaces it"
              .formatted(name));
    }
  }

  private Metastore metastore() {
    return new Metastore(catalog, files, clock.instant().getEpochSecond());
  }

  private QueryResult run(Tokens tokens) throws QueryFailedException, IOException {
    if (tokens.take("SHOW")) {
      return new ShowStatements(metastore(), database).show(tokens);
    }
    if (tokens.take("DESCRIBE") || tokens.take("DESC")) {
      return describe(tokens);
    }
    if (tokens.take("MSCK")) {
      tokens.expect("REPAIR", "TABLE");
      ObjectName name = tokens.objectName(database);
      tokens.end();
      metastore().mustNotBeIceberg(name, "MSCK REPAIR TABLE");
      List<String> lines = new PartitionStatements(metastore(), files).repair(name);
      return TextResult.of(List.of(), lines);
    }
    Change change = change(tokens);
    tokens.end();
    change.make();
    return TextResult.NONE;
  }

  private Change change(Tokens tokens) throws QueryFailedException {
    Metastore metastore = metastore();
    TableStatements tables = new TableStatements(metastore, database);
    DatabaseStatements databases = new DatabaseStatements(metastore);
    if (tokens.take("CREATE", "EXTERNAL", "TABLE")) {
      return tables.create(tokens);
    }
    if (tokens.take("CREATE", "DATABASE") || tokens.take("CREATE", "SCHEMA")) {
      return databases.create(tokens);
    }
    if (tokens.take("DROP", "TABLE")) {
      return tables.drop(tokens, false);
    }
    if (tokens.take("DROP", "VIEW")) {
      return tables.drop(tokens, true);
    }
    if (tokens.take("DROP", "DATABASE") || tokens.take("DROP", "SCHEMA")) {
      return databases.drop(tokens);
    }
    if (tokens.take("ALTER", "TABLE")) {
      PartitionStatements partitions = new PartitionStatements(metastore, files);
      return new AlterStatements(metastore, partitions, database).alter(tokens);
    }
    if (tokens.take("ALTER", "DATABASE") || tokens.take("ALTER", "SCHEMA")) {
      return databases.alter(tokens);
    }
    throw RefusedStatements.refusal(tokens);
  }

  private QueryResult describe(Tokens tokens) throws QueryFailedException {
    boolean extended = tokens.take("EXTENDED");
    boolean formatted = !extended && tokens.take("FORMATTED");
    ObjectName name = tokens.viewName(database);
    Optional<PartitionSpec> spec = PartitionSpec.readIf(tokens);
    Metastore metastore = metastore();
    String column = tokens.peek().kind() == Token.Kind.WORD ? tokens.name() : "";
    tokens.end();
    var table = metastore.described(name);
    if (StoredView.is(table)) {
      return TableDescription.ofView(table);
    }
    if (spec.isPresent()) {
      var partition =
          new PartitionStatements(metastore, files).mustHave(name, spec.get().all(table));
      table.set("StorageDescriptor", partition.path("StorageDescriptor"));
    }
    TableDescription description = new TableDescription(table);
    List<String> lines =
        extended
            ? description.extended()
            : formatted ? description.formatted() : description.plain();
    return TextResult.of(
        List.of("col_name", "data_type", "comment"),
        column.isEmpty() ? lines : lineOf(column, lines));
  }

  private static List<String> lineOf(String column, List<String> lines)
      throws QueryFailedException {
    for (String line : lines) {
      if (line.split("\t", 2)[0].strip().equals(column)) {
        return List.of(line);
      }
    }
    throw DdlErrors.semantic(10002, "Invalid column reference " + column);
  }
}
