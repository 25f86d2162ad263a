package dev.sluice.etl;

import dev.sluice.core.run.port.TableCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Tables of the Glue Data Catalog: in one database, or in the one that their names begin with. */
final class GlueTableCatalog implements TableCatalog {
  private final GlueClient glue;
  private final String ownDatabase;
  private final String bucket;

  GlueTableCatalog(GlueClient glue, String database, String bucket) {
    this.glue = glue;
    this.ownDatabase = database;
    this.bucket = bucket;
  }

  /** A table's database and the name that it has there. */
  private record Name(String database, String table) {}

  private Name name(String table) {
    int dot = table.indexOf('.');
    return new Name(dot < 0 ? ownDatabase : table.substring(0, dot), table.substring(dot + 1));
  }

  @Override
  public void makeDatabase(String name) throws IOException {
    try {
      if (!isThere(name)) {
        glue.createDatabase(request -> request.databaseInput(input -> input.name(name)));
      }
    } catch (AlreadyExistsException e) {
      // Somebody else was faster.
      return;
    } catch (SdkException e) {
      throw new IOException(
          "Glue doesn't make the database '%s': %s. The template's parameter SecondDatabase gives the right to make one"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private boolean isThere(String name) {
    try {
      glue.getDatabase(request -> request.name(name));
      return true;
    } catch (EntityNotFoundException e) {
      return false;
    }
  }

  @Override
  public Declared declare(CatalogTable table) throws IOException {
    TableInput input = new GlueTableInput(bucket).of(table);
    try {
      Optional<Table> present = find(table.table().name());
      if (present.isEmpty()) {
        return create(table, input);
      }
      return change(present.get(), name(table.table().name()).database(), input);
    } catch (SdkException e) {
      throw failure("doesn't declare table", table.table().name(), e);
    }
  }

  @Override
  public Optional<FoundTable> found(String table) throws IOException {
    try {
      return find(table).map(found -> present(found).found());
    } catch (SdkException e) {
      throw failure("can't read table", table, e);
    }
  }

  @Override
  public Optional<TablePointer> pointer(String table) throws IOException {
    try {
      return find(table).map(found -> present(found).pointer());
    } catch (SdkException e) {
      throw failure("can't read table", table, e);
    }
  }

  @Override
  public boolean point(MadeTable table, Optional<TablePointer> pointer) throws IOException {
    try {
      Table helper =
          find(table.helper())
              .orElseThrow(
                  () ->
                      new IOException(
                          "Database '%s' has no table '%s', which was to be made for '%s'"
                              .formatted(
                                  name(table.helper()).database(), table.helper(), table.name())));
      return put(table.name(), new GlueTableInput(bucket).of(table, helper), pointer);
    } catch (AlreadyExistsException | ConcurrentModificationException e) {
      return false;
    } catch (SdkException e) {
      throw failure("doesn't change table", table.name(), e);
    }
  }

  /**
   * Glue refuses an update of another version than its latest; it keeps no archive of them. A table
   * and a view replace each other as Athena's DDL would do it: one is dropped, the other created.
   */
  private boolean put(String table, TableInput input, Optional<TablePointer> pointer)
      throws IOException {
    String database = name(table).database();
    Optional<Table> present = pointer.isEmpty() ? Optional.empty() : find(table);
    boolean isOther =
        present
            .filter(old -> present(old).isView() != GlueTableInput.isView(input.tableType()))
            .isPresent();
    if (isOther && !present(present.get()).version().equals(pointer.get().version())) {
      return false;
    }
    if (isOther) {
      drop(table);
    }
    if (isOther || pointer.isEmpty()) {
      glue.createTable(request -> request.databaseName(database).tableInput(input));
      return true;
    }
    glue.updateTable(
        request -> {
          request.databaseName(database).tableInput(input).skipArchive(true);
          if (!pointer.get().version().isEmpty()) {
            request.versionId(pointer.get().version());
          }
        });
    return true;
  }

  @Override
  public List<String> names(String prefix) throws IOException {
    try {
      Name begin = name(prefix);
      String database = prefix.substring(0, prefix.length() - begin.table().length());
      return glue
          .getTablesPaginator(
              request -> request.databaseName(begin.database()).expression(begin.table() + ".*"))
          .stream()
          .flatMap(page -> page.tableList().stream())
          .map(Table::name)
          .filter(name -> name.startsWith(begin.table()))
          .map(name -> database + name)
          .toList();
    } catch (SdkException e) {
      throw failure("doesn't list tables", prefix, e);
    }
  }

  @Override
  public void drop(String table) throws IOException {
    try {
      Name name = name(table);
      glue.deleteTable(request -> request.databaseName(name.database()).name(name.table()));
    } catch (EntityNotFoundException e) {
      // As it is to be.
      return;
    } catch (SdkException e) {
      throw failure("doesn't delete table", table, e);
    }
  }

  private IOException failure(String what, String table, SdkException e) {
    return new IOException(
        "Glue %s '%s' in database '%s': %s"
            .formatted(what, table, name(table).database(), e.getMessage()),
        e);
  }

  private PresentTable present(Table table) {
    return new PresentTable(table, bucket);
  }

  private Optional<Table> find(String name) {
    Name full = name(name);
    try {
      return Optional.of(
          glue.getTable(request -> request.databaseName(full.database()).name(full.table()))
              .table());
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  private Declared create(CatalogTable table, TableInput input) throws IOException {
    try {
      String database = name(table.table().name()).database();
      glue.createTable(request -> request.databaseName(database).tableInput(input));
      return new Declared.Created();
    } catch (AlreadyExistsException e) {
      // Somebody else was faster: compare with what they made.
      return declare(table);
    }
  }

  private Declared change(Table present, String database, TableInput input) {
    List<String> problems = TableDifference.problems(present, input);
    if (!problems.isEmpty()) {
      return new Declared.Incompatible(String.join("; ", problems));
    }
    if (TableDifference.isSame(present, input)) {
      return new Declared.Unchanged();
    }
    glue.updateTable(request -> request.databaseName(database).tableInput(input));
    return new Declared.Updated();
  }
}
