package dev.sluice.localaws.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.Test;

/** Names, lists and errors, as Iceberg's own REST client has them. */
class RestTablesTest extends RestClientFixture {
  @Test
  void tablesAreRenamedDroppedRegisteredAndPurged() throws Exception {
    Table table = client.createTable(NAME, SCHEMA);
    append(table, 1);
    TableIdentifier renamed = TableIdentifier.of("farm", "u");
    client.renameTable(NAME, renamed);
    assertThat(client.listTables(FARM)).containsExactly(renamed);
    String metadata =
        ((BaseTable) client.loadTable(renamed)).operations().current().metadataFileLocation();

    assertThat(client.dropTable(renamed, false)).isTrue();
    assertThat(client.dropTable(renamed, false)).isFalse();
    client.registerTable(NAME, metadata);
    assertThat(ids()).isEqualTo("id 1");
    assertThat(client.dropTable(NAME, true)).isTrue();
    assertThat(folder("tables")).as("its objects").doesNotExist();
  }

  @Test
  void namespacesAreGluesDatabases() {
    Namespace park = Namespace.of("park");
    client.createNamespace(
        park, new HashMap<>(Map.of("location", "s3://lake/park/", "owner", "we")));
    assertThat(client.listNamespaces()).containsExactlyInAnyOrder(FARM, park);
    client.setProperties(park, new HashMap<>(Map.of("comment", "a park")));
    client.removeProperties(park, new HashSet<>(Set.of("owner")));

    assertThat(client.loadNamespaceMetadata(park))
        .isEqualTo(Map.of("location", "s3://lake/park/", "comment", "a park"));
    TableIdentifier inPark = TableIdentifier.of(park, "t");
    assertThat(client.createTable(inPark, SCHEMA).location()).isEqualTo("s3://lake/park/t");
    assertThatThrownBy(() -> client.dropNamespace(park))
        .isInstanceOf(NamespaceNotEmptyException.class);
    client.dropTable(inPark);
    assertThat(client.dropNamespace(park)).isTrue();
    assertThat(client.namespaceExists(park)).isFalse();
  }

  @Test
  void listsComeInPages() throws Exception {
    for (int i = 0; i < 5; i++) {
      client.createTable(TableIdentifier.of(FARM, "t" + i), SCHEMA);
    }
    try (RESTCatalog paging = client(Map.of("rest-page-size", "2"))) {
      assertThat(paging.listTables(FARM)).hasSize(5);
      assertThat(paging.listNamespaces()).containsExactly(FARM);
    }
  }

  @Test
  void errorsAreThoseThatTheClientKnows() throws Exception {
    lake.parquetTable("plain", "id int");
    client.createTable(NAME, SCHEMA);
    TableIdentifier plain = TableIdentifier.of("farm", "plain");

    assertThatThrownBy(() -> client.createTable(NAME, SCHEMA))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> client.createTable(plain, SCHEMA))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("not an Iceberg table");
    assertThatThrownBy(() -> client.loadTable(plain))
        .isInstanceOf(NoSuchTableException.class)
        .hasMessageContaining("not as an Iceberg table");
    assertThatThrownBy(() -> client.loadTable(TableIdentifier.of("farm", "none")))
        .isInstanceOf(NoSuchTableException.class);
    assertThatThrownBy(() -> client.listTables(Namespace.of("none")))
        .isInstanceOf(NoSuchNamespaceException.class);
  }

  @Test
  void whatCannotBeMadeIsRefusedWithTheReason() {
    assertThatThrownBy(() -> client.createTable(TableIdentifier.of("farm", "Big"), SCHEMA))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("name it 'big'");
    assertThatThrownBy(
            () ->
                client
                    .buildTable(TableIdentifier.of("farm", "u"), SCHEMA)
                    .withLocation("s3://nowhere/u")
                    .create())
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("bucket does not exist");
    assertThatThrownBy(() -> client(Map.of("warehouse", "s3://lake/ice")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("may be left out");
  }

  @Test
  void aTableWhoseMetadataIsGoneSaysSo() throws Exception {
    client.createTable(NAME, SCHEMA);
    try (var files = Files.newDirectoryStream(folder("tables/farm/t/metadata"))) {
      for (Path file : files) {
        Files.delete(file);
      }
    }

    assertThatThrownBy(() -> client.loadTable(NAME))
        .isInstanceOf(RESTException.class)
        .hasMessageContaining("metadata of the table is gone");
    assertThat(client.dropTable(NAME, false)).isTrue();
  }
}
