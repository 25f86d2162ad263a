package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.run.TableCatalog.CatalogTable;
import dev.sluice.core.run.TableCatalog.Declared;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

class GlueTableCatalogTest {
  private static final String LOCATION = "trusted/farm/readings/";

  /** A database of one table. */
  private static final class OneTableGlue implements GlueClient {
    private TableInput table;
    private boolean isDenied;

    @Override
    public GetTableResponse getTable(GetTableRequest request) {
      if (isDenied) {
        throw GlueException.builder().message("not allowed").build();
      }
      if (table == null) {
        throw EntityNotFoundException.builder().message("none").build();
      }
      return GetTableResponse.builder()
          .table(
              Table.builder()
                  .name(table.name())
                  .partitionKeys(table.partitionKeys())
                  .parameters(table.parameters())
                  .storageDescriptor(table.storageDescriptor())
                  .build())
          .build();
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
      table = request.tableInput();
      return CreateTableResponse.builder().build();
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
      table = request.tableInput();
      return UpdateTableResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "glue";
    }

    @Override
    public void close() {
      table = null;
    }
  }

  private final OneTableGlue glue = new OneTableGlue();
  private final GlueTableCatalog catalog = new GlueTableCatalog(glue, "farm", "lake");

  private Declared declare(List<Column> columns, int lastYear) throws IOException {
    TrustedTable table =
        new TrustedTable("readings", columns, "reading_id", List.of(), FarmLake.DAY);
    return catalog.declare(new CatalogTable(table, LOCATION, 2025, lastYear));
  }

  private static List<Column> columns(Column... more) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("reading_id", FieldType.STRING, "id", true, "unique"));
    columns.addAll(List.of(more));
    return columns;
  }

  private static Column reading(FieldType type) {
    return new Column("reading", type, "data", true, "");
  }

  @Test
  void createsATableWithPartitionProjection() throws IOException {
    assertThat(declare(columns(reading(FieldType.DOUBLE)), 2026)).isEqualTo(new Declared.Created());
    assertThat(glue.table.tableType()).isEqualTo("EXTERNAL_TABLE");
    assertThat(glue.table.parameters())
        .containsEntry("projection.enabled", "true")
        .containsEntry("projection.year.range", "2025,2026")
        .containsEntry("projection.month.digits", "2")
        .containsEntry("projection.day.range", "1,31")
        .containsEntry("classification", "parquet")
        .containsEntry(
            "storage.location.template",
            "s3://lake/trusted/farm/readings/year=${year}/month=${month}/day=${day}/");
    assertThat(glue.table.storageDescriptor().location()).isEqualTo("s3://lake/" + LOCATION);
    assertThat(glue.table.storageDescriptor().columns().get(0).comment()).isEqualTo("unique");
    assertThat(glue.table.storageDescriptor().columns().get(1).type()).isEqualTo("double");
  }

  @Test
  void changesNothingWhenTheTableIsAsDeclared() throws IOException {
    declare(columns(reading(FieldType.DOUBLE)), 2026);
    assertThat(declare(columns(reading(FieldType.DOUBLE)), 2026))
        .isEqualTo(new Declared.Unchanged());
  }

  @Test
  void addsColumnsAndYears() throws IOException {
    declare(columns(), 2026);
    assertThat(declare(columns(reading(FieldType.DOUBLE)), 2026)).isEqualTo(new Declared.Updated());
    assertThat(declare(columns(reading(FieldType.DOUBLE)), 2027)).isEqualTo(new Declared.Updated());
    assertThat(glue.table.parameters()).containsEntry("projection.year.range", "2025,2027");
  }

  @Test
  void refusesToChangeATypeOrToRemoveAColumn() throws IOException {
    declare(columns(reading(FieldType.DOUBLE)), 2026);
    assertThat(declare(columns(reading(FieldType.STRING)), 2026))
        .isEqualTo(new Declared.Incompatible("its column 'reading' is double, not string"));
    assertThat(declare(columns(), 2026))
        .isEqualTo(new Declared.Incompatible("its column 'reading' is declared no more"));
  }

  @Test
  void saysWhatGlueRefuses() {
    glue.isDenied = true;
    assertThatThrownBy(() -> declare(columns(), 2026))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'readings'")
        .hasMessageContaining("not allowed");
  }
}
