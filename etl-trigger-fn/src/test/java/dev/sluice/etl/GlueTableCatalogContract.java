package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

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
import software.amazon.awssdk.services.glue.model.Table;

/** What the catalog does on every Glue. */
abstract class GlueTableCatalogContract {
  private static final String LOCATION = "trusted/farm/readings/";

  /** A Glue with an empty database {@code farm}. */
  protected abstract GlueClient glue();

  private Declared declare(List<Column> columns, int lastYear) throws IOException {
    TrustedTable table =
        new TrustedTable("readings", columns, "reading_id", List.of(), FarmLake.DAY);
    return new GlueTableCatalog(glue(), "farm", "lake")
        .declare(new CatalogTable(table, LOCATION, 2025, lastYear));
  }

  private Table present() {
    return glue().getTable(table -> table.databaseName("farm").name("readings")).table();
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
    assertThat(present().tableType()).isEqualTo("EXTERNAL_TABLE");
    assertThat(present().parameters())
        .containsEntry("projection.enabled", "true")
        .containsEntry("projection.year.range", "2025,2026")
        .containsEntry("projection.month.digits", "2")
        .containsEntry("projection.day.range", "1,31")
        .containsEntry("classification", "parquet")
        .containsEntry(
            "storage.location.template",
            "s3://lake/trusted/farm/readings/year=${year}/month=${month}/day=${day}/");
    assertThat(present().storageDescriptor().location()).isEqualTo("s3://lake/" + LOCATION);
    assertThat(present().storageDescriptor().columns().get(0).comment()).isEqualTo("unique");
    assertThat(present().storageDescriptor().columns().get(1).type()).isEqualTo("double");
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
    assertThat(present().parameters()).containsEntry("projection.year.range", "2025,2027");
  }

  @Test
  void refusesToChangeATypeOrToRemoveAColumn() throws IOException {
    declare(columns(reading(FieldType.DOUBLE)), 2026);
    assertThat(declare(columns(reading(FieldType.STRING)), 2026))
        .isEqualTo(new Declared.Incompatible("its column 'reading' is double, not string"));
    assertThat(declare(columns(), 2026))
        .isEqualTo(new Declared.Incompatible("its column 'reading' is declared no more"));
  }
}
