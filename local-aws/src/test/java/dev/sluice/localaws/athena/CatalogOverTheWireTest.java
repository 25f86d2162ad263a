package dev.sluice.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.model.Database;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.MetadataException;
import software.amazon.awssdk.services.athena.model.TableMetadata;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.PartitionInput;

class CatalogOverTheWireTest extends AthenaOverTheWire {
  @Test
  void keepsTheCatalogOverTheWire() {
    glue.createTable(
        r ->
            r.databaseName("farm")
                .tableInput(
                    t ->
                        t.name("Parts")
                            .partitionKeys(
                                List.of(Column.builder().name("y").type("int").build()))));
    BatchCreatePartitionResponse created =
        glue.batchCreatePartition(
            r ->
                r.databaseName("farm")
                    .tableName("parts")
                    .partitionInputList(partition("1"), partition("1")));

    assertThat(created.errors()).hasSize(1);
    assertThat(glue.getPartitions(r -> r.databaseName("farm").tableName("parts")).partitions())
        .hasSize(1);
    assertThat(glue.getTables(r -> r.databaseName("farm").expression("par.*")).tableList())
        .hasSize(1);
    assertThat(glue.getTable(r -> r.databaseName("farm").name("parts")).table().createTime())
        .isEqualTo(TableFixture.NOW);
    assertThatThrownBy(() -> glue.getTable(r -> r.databaseName("farm").name("none")))
        .isInstanceOf(EntityNotFoundException.class);
    assertThatThrownBy(() -> glue.createDatabase(r -> r.databaseInput(d -> d.name("farm"))))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> glue.getTableVersions(r -> r.databaseName("farm").tableName("parts")))
        .hasMessageContaining("does not implement");
  }

  private void make(String... statements) throws QueryFailedException {
    for (String statement : statements) {
      lake.engine.run("farm", statement);
    }
  }

  private void makeOaks() throws QueryFailedException {
    make(
        "CREATE DATABASE wood COMMENT 'trees' WITH DBPROPERTIES ('a' = 'b')",
        "CREATE EXTERNAL TABLE wood.oaks (id int COMMENT 'a number', n array<string>) PARTITIONED"
            + " BY (y int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION"
            + " 's3://lake/oaks/'",
        "CREATE VIEW wood.old AS SELECT 1 AS id, 'x' AS name",
        "CREATE EXTERNAL TABLE wood.elms (id int) STORED AS PARQUET LOCATION 's3://lake/elms/'");
  }

  @Test
  void aJdbcClientFindsCatalogsAndDatabases() throws QueryFailedException {
    makeOaks();

    assertThat(athena.listDataCatalogs(r -> r.maxResults(10)).dataCatalogsSummary())
        .singleElement()
        .satisfies(only -> assertThat(only.catalogName()).isEqualTo("AwsDataCatalog"))
        .satisfies(only -> assertThat(only.typeAsString()).isEqualTo("GLUE"));
    assertThat(athena.getDataCatalog(r -> r.name("awsdatacatalog")).dataCatalog().name())
        .isEqualTo("AwsDataCatalog");
    assertThat(athena.listDatabases(r -> r.catalogName("AwsDataCatalog")).databaseList())
        .extracting(Database::name)
        .containsExactly("farm", "wood");
    Database wood =
        athena.getDatabase(r -> r.catalogName("AwsDataCatalog").databaseName("Wood")).database();
    assertThat(wood.description()).isEqualTo("trees");
    assertThat(wood.parameters()).containsEntry("a", "b");
  }

  @Test
  void aJdbcClientFindsTablesAndViews() throws QueryFailedException {
    makeOaks();

    assertThat(
            athena
                .listTableMetadata(
                    r ->
                        r.catalogName("AwsDataCatalog")
                            .databaseName("wood")
                            .expression("O.*")
                            .maxResults(1))
                .tableMetadataList())
        .extracting(TableMetadata::name)
        .containsExactly("oaks");
    assertThat(
            athena
                .listTableMetadataPaginator(
                    r -> r.catalogName("AwsDataCatalog").databaseName("wood").maxResults(2))
                .stream()
                .flatMap(page -> page.tableMetadataList().stream())
                .map(table -> table.name() + " " + table.tableType()))
        .containsExactly("elms EXTERNAL_TABLE", "oaks EXTERNAL_TABLE", "old VIRTUAL_VIEW");
  }

  @Test
  void aJdbcClientFindsColumnsKeysAndPlaceOfATable() throws QueryFailedException {
    make(
        "CREATE EXTERNAL TABLE oaks (id int COMMENT 'a number', n array<string>) PARTITIONED BY"
            + " (y int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/oaks/'");

    TableMetadata oaks =
        athena
            .getTableMetadata(
                r -> r.catalogName("AwsDataCatalog").databaseName("farm").tableName("OAKS"))
            .tableMetadata();

    assertThat(oaks.columns())
        .extracting(column -> column.name() + " " + column.type() + " " + column.comment())
        .containsExactly("id int a number", "n array<string> null");
    assertThat(oaks.partitionKeys())
        .extracting(software.amazon.awssdk.services.athena.model.Column::name)
        .containsExactly("y");
    assertThat(oaks.createTime()).isEqualTo(TableFixture.NOW);
    assertThat(oaks.parameters())
        .containsEntry("EXTERNAL", "TRUE")
        .containsEntry("location", "s3://lake/oaks/")
        .containsEntry("serde.param.field.delim", ",")
        .containsEntry(
            "serde.serialization.lib", "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe")
        .containsKeys("inputformat", "outputformat");
  }

  @Test
  void whatDoesNotExistIsAnErrorOfTheMetadata() {
    assertThatThrownBy(
            () -> athena.getDatabase(r -> r.catalogName("AwsDataCatalog").databaseName("none")))
        .isInstanceOf(MetadataException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(
            () ->
                athena.getTableMetadata(
                    r -> r.catalogName("AwsDataCatalog").databaseName("farm").tableName("none")))
        .isInstanceOf(MetadataException.class);
    assertThatThrownBy(() -> athena.listDatabases(r -> r.catalogName("mine")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("AwsDataCatalog only, not mine");
    assertThatThrownBy(
            () ->
                athena.listTableMetadata(
                    r -> r.catalogName("AwsDataCatalog").databaseName("farm").expression("(")))
        .isInstanceOf(InvalidRequestException.class);
  }

  private static PartitionInput partition(String value) {
    return PartitionInput.builder().values(value).build();
  }
}
