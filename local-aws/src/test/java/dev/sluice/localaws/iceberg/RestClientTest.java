package dev.sluice.localaws.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.s3.S3Endpoint;
import dev.sluice.localaws.store.DirectoryLake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg's own REST client, as Spark, Flink and Trino have it, told nothing but the address. */
class RestClientTest {
  private static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, "id", Types.IntegerType.get()),
          NestedField.optional(2, "name", Types.StringType.get()));
  private static final Namespace FARM = Namespace.of("farm");
  private static final TableIdentifier NAME = TableIdentifier.of(FARM, "t");

  @TempDir Path directory;
  private TableFixture lake;
  private AwsServer server;
  private RESTCatalog client;

  @BeforeEach
  void start() throws Exception {
    lake = new TableFixture(directory);
    server = AwsServer.bind("127.0.0.1", 0);
    CatalogAccess access = new CatalogAccess(server.endpoint(), "local");
    server.start(
        List.of(
            new IcebergService(
                lake.catalog, new DirectoryLake(lake.root), access, any -> Optional.of("lake"))),
        new S3Endpoint(lake.root, FaultPlan.NONE));
    client = client(Map.of());
  }

  private RESTCatalog client(Map<String, String> properties) {
    RESTCatalog catalog = new RESTCatalog();
    Map<String, String> all = new HashMap<>(properties);
    all.put("uri", server.endpoint() + "/_iceberg");
    all.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO"); // whose default wants Hadoop
    all.put("http-client.type", "urlconnection"); // the one that the tests have
    catalog.initialize("lake", all);
    return catalog;
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private void append(Table table, int id) throws Exception {
    String key = table.location().replace("s3://lake/", "") + "/data/" + id + ".parquet";
    lake.parquet(
        key, "SELECT %d::INT AS id, 'n%1$d' AS name".formatted(id), ", FIELD_IDS {id: 1, name: 2}");
    table
        .newFastAppend()
        .appendFile(
            DataFiles.builder(table.spec())
                .withPath("s3://lake/" + key)
                .withFileSizeInBytes(1)
                .withRecordCount(1)
                .build())
        .commit();
  }

  private String ids() throws QueryFailedException {
    return lake.csv("SELECT id FROM t ORDER BY id").replace("\"", "").replace("\n", " ").strip();
  }

  private Path folder(String key) {
    return lake.root.resolve("lake").resolve(key);
  }

  @Test
  void whatTheClientCommitsIsWhatAthenaReads() throws Exception {
    Table table = client.createTable(NAME, SCHEMA, PartitionSpec.unpartitioned());
    append(table, 1);
    table.updateSchema().renameColumn("name", "title").commit();
    append(table, 2);

    assertThat(table.location()).isEqualTo("s3://lake/tables/farm/t");
    assertThat(lake.csv("SELECT * FROM t ORDER BY id"))
        .isEqualTo("\"id\",\"title\"\n\"1\",\"n1\"\n\"2\",\"n2\"\n");
    assertThat(lake.catalog.table("farm", "t").path("VersionId").asInt()).isEqualTo(3);
    assertThat(lake.catalog.table("farm", "t").at("/StorageDescriptor/Columns/1/Name").asText())
        .isEqualTo("title");
    assertThat(client.listTables(FARM)).containsExactly(NAME);
    try (RESTCatalog other = client(Map.of("snapshot-loading-mode", "refs"))) {
      Table seen = other.loadTable(NAME);
      assertThat(seen.currentSnapshot()).isEqualTo(table.currentSnapshot());
      assertThat(seen.snapshots()).hasSize(2);
      assertThat(seen.currentSnapshot().allManifests(seen.io())).isNotEmpty();
    }
  }

  @Test
  void oneOfTwoClientsThatCommitAtOnceDoesItAgainOnTheOthersState() throws Exception {
    Table mine = client.createTable(NAME, SCHEMA);
    Table theirs = client.loadTable(NAME);
    append(theirs, 1);
    append(mine, 2);
    append(theirs, 3);

    assertThat(ids()).isEqualTo("id 1 2 3");
  }

  @Test
  void ofManyClientsThatCommitAtOnceNoneLosesARow() throws Exception {
    client
        .buildTable(NAME, SCHEMA)
        .withProperty(TableProperties.COMMIT_NUM_RETRIES, "50")
        .withProperty(TableProperties.COMMIT_MIN_RETRY_WAIT_MS, "1")
        .create();
    List<CompletableFuture<Void>> writers =
        List.of(1, 2, 3, 4).stream()
            .map(id -> CompletableFuture.runAsync(() -> appendAnew(id)))
            .toList();
    writers.forEach(CompletableFuture::join);

    assertThat(ids()).isEqualTo("id 1 2 3 4 11 12 13 14");
  }

  private void appendAnew(int id) {
    try {
      append(client.loadTable(NAME), id);
      append(client.loadTable(NAME), 10 + id);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCommitOnAStateThatIsGoneIsRefused() throws Exception {
    Table table = client.createTable(NAME, SCHEMA);
    UpdateSchema mine = table.updateSchema().addColumn("mine", Types.LongType.get());
    client.loadTable(NAME).updateSchema().addColumn("theirs", Types.LongType.get()).commit();

    assertThatThrownBy(mine::commit)
        .isInstanceOf(CommitFailedException.class)
        .hasMessageContaining("last assigned field id changed");
    assertThat(client.loadTable(NAME).schema().findField("mine")).isNull();
    assertThat(((BaseTable) client.loadTable(NAME)).operations().current().metadataFileLocation())
        .contains("/metadata/00001-");
  }

  @Test
  void aTableIsMadeWithItsRowsOrNotAtAll() throws Exception {
    Transaction creation = client.newCreateTableTransaction(NAME, SCHEMA);
    assertThat(client.tableExists(NAME)).isFalse();
    creation.updateProperties().set("comment", "of the park").commit();
    creation.commitTransaction();

    assertThat(client.tableExists(NAME)).isTrue();
    assertThat(lake.catalog.table("farm", "t").path("Description").asText())
        .isEqualTo("of the park");
    client.newReplaceTableTransaction(NAME, SCHEMA, false).commitTransaction();
    assertThat(lake.catalog.table("farm", "t").path("VersionId").asInt()).isEqualTo(1);
  }

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
