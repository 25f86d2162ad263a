package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.run.TableCatalog.CatalogTable;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
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

class GlueTableCatalogTest extends GlueTableCatalogContract {
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
                  .tableType(table.tableType())
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
                    .declare(new CatalogTable(table, "trusted/farm/readings/", 2025, 2026)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'readings'")
        .hasMessageContaining("not allowed");
  }
}
