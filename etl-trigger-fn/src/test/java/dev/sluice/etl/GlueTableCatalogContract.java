package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import dev.sluice.core.pipeline.TrustedTable.Location;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.run.port.TableCatalog.CatalogTable;
import dev.sluice.core.run.port.TableCatalog.Declared;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.RowFormat;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    return catalog()
        .declare(new CatalogTable(table, RowFormat.PARQUET, LOCATION, true, 2025, lastYear));
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
  void createsATableOverJsonLines() throws IOException {
    TrustedTable table =
        new TrustedTable(
            "readings", columns(reading(FieldType.TIMESTAMP)), "reading_id", List.of(), List.of());
    CatalogTable lines =
        new CatalogTable(table, RowFormat.JSON_LINES, "checks/farm/", false, 2026, 2026);
    assertThat(catalog().declare(lines)).isEqualTo(new Declared.Created());
    assertThat(catalog().declare(lines)).isEqualTo(new Declared.Unchanged());
    assertThat(present().parameters())
        .containsEntry("classification", "json")
        .doesNotContainKey("projection.enabled");
    assertThat(present().storageDescriptor().serdeInfo().serializationLibrary())
        .isEqualTo("org.openx.data.jsonserde.JsonSerDe");
    assertThat(present().partitionKeys()).isEmpty();
  }

  private Declared declarePlaced(List<PartitionField> partition) throws IOException {
    Column hidden =
        new Column("votes", FieldType.INT, "votes", ColumnRule.NONE, true, false, "not stored");
    TrustedTable table =
        new TrustedTable(
            "readings",
            Input.STREAM,
            columns(hidden),
            new TrustedTable.Rows(Dedupe.by("reading_id"), List.of(), Optional.empty()),
            TableFormat.Storage.plain(
                partition, Optional.of(new Location("trusted/else", RawLayout.Style.PLAIN))),
            Checks.NONE);
    return catalog()
        .declare(new CatalogTable(table, RowFormat.PARQUET, "trusted/else/", true, 2025, 2026));
  }

  @Test
  void createsATableWhosePartitionsHaveNoNamesInTheirPaths() throws IOException {
    assertThat(declarePlaced(FarmLake.DAY)).isEqualTo(new Declared.Created());
    assertThat(present().parameters())
        .containsEntry(
            "storage.location.template", "s3://lake/trusted/else/${year}/${month}/${day}/");
    assertThat(present().storageDescriptor().columns().toString()).doesNotContain("votes");
  }

  @Test
  void createsATableWithoutPartitions() throws IOException {
    assertThat(declarePlaced(List.of())).isEqualTo(new Declared.Created());
    assertThat(declarePlaced(List.of())).isEqualTo(new Declared.Unchanged());
    assertThat(present().partitionKeys()).isEmpty();
    assertThat(present().parameters())
        .doesNotContainKeys("projection.enabled", "storage.location.template");
    assertThat(present().storageDescriptor().location()).isEqualTo("s3://lake/trusted/else/");
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
        .isEqualTo(new Declared.Incompatible("its column 'reading' isn't declared any longer"));
  }

  private final MadeTable wide =
      GlueViewsTest.made("a row for each", "wide__1", "refined/farm/wide/1/");

  private TableCatalog catalog() {
    return new GlueTableCatalog(glue(), "farm", "lake");
  }

  /** As the engine leaves it. */
  private void make(String helper, String type) {
    glue()
        .createTable(
            request ->
                request
                    .databaseName("farm")
                    .tableInput(
                        table ->
                            table
                                .name(helper)
                                .storageDescriptor(
                                    storage ->
                                        storage
                                            .location("s3://lake/somewhere")
                                            .columns(column -> column.name("power").type(type)))));
  }

  private Table wide() {
    return glue().getTable(table -> table.databaseName("farm").name("wide")).table();
  }

  @Test
  void letsATablePointToOtherRowsWithTheirColumns() throws IOException {
    make("wide__1", "double");
    assertThat(catalog().pointer("wide")).isEmpty();
    assertThat(catalog().point(wide, Optional.empty())).isTrue();
    Optional<TablePointer> first = catalog().pointer("wide");
    assertThat(first.orElseThrow().location()).isEqualTo("refined/farm/wide/1/");
    assertThat(wide().description()).isEqualTo("a row for each");
    make("wide__2", "bigint");
    MadeTable next = GlueViewsTest.made("", "wide__2", "refined/farm/wide/2/");
    assertThat(catalog().point(next, first)).isTrue();
    assertThat(wide().storageDescriptor().location()).isEqualTo("s3://lake/refined/farm/wide/2/");
    assertThat(wide().storageDescriptor().columns().get(0).type()).isEqualTo("bigint");
    assertThat(wide().storageDescriptor().serdeInfo().serializationLibrary())
        .endsWith("ParquetHiveSerDe");
  }

  @Test
  void createsNoTableThatIsThereMeanwhile() throws IOException {
    make("wide__1", "double");
    catalog().point(wide, Optional.empty());
    assertThat(catalog().point(wide, Optional.empty())).isFalse();
  }

  @Test
  void pointsToNothingThatWasNotMade() {
    assertThatThrownBy(() -> catalog().point(wide, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no table 'wide__1'");
  }

  @Test
  void listsAndDropsTables() throws IOException {
    make("wide__1", "double");
    make("wide__2", "double");
    make("other", "double");
    assertThat(catalog().names("wide__")).containsExactlyInAnyOrder("wide__1", "wide__2");
    catalog().drop("wide__1");
    catalog().drop("wide__1");
    assertThat(catalog().names("wide__")).containsExactly("wide__2");
  }
}
