package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.run.port.TableCatalog.CatalogTable;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.RowFormat;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateDatabaseResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

class GlueTableCatalogTest extends GlueTableCatalogContract {
  /** A database in memory, whose tables have versions. */
  static final class TablesInMemory implements GlueClient {
    private final Map<String, TableInput> tables = new TreeMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private boolean isDenied;

    private final Set<String> databases = new TreeSet<>();

    @Override
    public GetDatabaseResponse getDatabase(GetDatabaseRequest request) {
      if (!databases.contains(request.name())) {
        throw EntityNotFoundException.builder().message("none").build();
      }
      return GetDatabaseResponse.builder().build();
    }

    @Override
    public CreateDatabaseResponse createDatabase(CreateDatabaseRequest request) {
      if (isDenied) {
        throw GlueException.builder().message("not allowed").build();
      }
      if (!databases.add(request.databaseInput().name())) {
        throw AlreadyExistsException.builder().message("there").build();
      }
      return CreateDatabaseResponse.builder().build();
    }

    @Override
    public GetTableResponse getTable(GetTableRequest request) {
      if (isDenied) {
        throw GlueException.builder().message("not allowed").build();
      }
      if (!tables.containsKey(request.name())) {
        throw EntityNotFoundException.builder().message("none").build();
      }
      return GetTableResponse.builder().table(table(request.name())).build();
    }

    private Table table(String name) {
      TableInput table = tables.get(name);
      return Table.builder()
          .name(name)
          .description(table.description())
          .tableType(table.tableType())
          .partitionKeys(table.partitionKeys())
          .parameters(table.parameters())
          .storageDescriptor(table.storageDescriptor())
          .viewOriginalText(table.viewOriginalText())
          .viewExpandedText(table.viewExpandedText())
          .versionId(versions.get(name).toString())
          .build();
    }

    @Override
    public GetTablesResponse getTables(GetTablesRequest request) {
      return GetTablesResponse.builder()
          .tableList(
              tables.keySet().stream()
                  .filter(name -> name.matches(request.expression()))
                  .map(this::table)
                  .toList())
          .build();
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
      TableInput input = request.tableInput();
      if (tables.putIfAbsent(input.name(), input) != null) {
        throw AlreadyExistsException.builder().message(input.name()).build();
      }
      versions.put(input.name(), 0);
      return CreateTableResponse.builder().build();
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
      String name = request.tableInput().name();
      if (request.versionId() != null
          && !request.versionId().equals(versions.get(name).toString())) {
        throw ConcurrentModificationException.builder().message(name).build();
      }
      tables.put(name, request.tableInput());
      versions.merge(name, 1, Integer::sum);
      return UpdateTableResponse.builder().build();
    }

    @Override
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
      if (tables.remove(request.name()) == null) {
        throw EntityNotFoundException.builder().message(request.name()).build();
      }
      return DeleteTableResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "glue";
    }

    @Override
    public void close() {
      tables.clear();
    }
  }

  private final TablesInMemory glue = new TablesInMemory();

  @Override
  protected GlueClient glue() {
    return glue;
  }

  @Test
  void saysWhatGlueRefuses() {
    glue.isDenied = true;
    TrustedTable table =
        new TrustedTable(
            "readings",
            List.of(new Column("reading_id", FieldType.STRING, "id", true, "unique")),
            "reading_id",
            List.of(),
            FarmLake.DAY);
    assertThatThrownBy(
            () ->
                new GlueTableCatalog(glue, "farm", "lake")
                    .declare(
                        new CatalogTable(
                            table, RowFormat.PARQUET, "trusted/farm/readings/", true, 2025, 2026)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'readings'")
        .hasMessageContaining("not allowed");
  }

  @Test
  void changesNoTableThatOthersChangedMeanwhile() throws IOException {
    GlueTableCatalog catalog = new GlueTableCatalog(glue, "farm", "lake");
    for (String name : List.of("wide", "wide__1")) {
      glue.createTable(
          request ->
              request
                  .databaseName("farm")
                  .tableInput(
                      table ->
                          table
                              .name(name)
                              .storageDescriptor(
                                  at -> at.location("s3://lake/refined/farm/wide"))));
    }
    Optional<TablePointer> before = catalog.pointer("wide");
    MadeTable table =
        new MadeTable("wide", "", "wide__1", "refined/farm/wide/1/", GlueViewsTest.MADE);
    assertThat(catalog.point(table, before)).isTrue();
    assertThat(catalog.point(table, before)).isFalse();
  }

  @Test
  void makesADatabaseOnceAndSaysWhichRightIsMissing() throws IOException {
    GlueTableCatalog catalog = new GlueTableCatalog(glue, "farm", "lake");
    catalog.makeDatabase("gold");
    catalog.makeDatabase("gold");
    assertThat(glue.databases).containsExactly("gold");
    glue.isDenied = true;
    assertThatThrownBy(() -> catalog.makeDatabase("silver"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'silver'")
        .hasMessageContaining("SecondDatabase");
  }
}
