package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.s3.S3Endpoint;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg's own client of Glue and S3, as Spark, Flink and Trino have it, on the local ones. */
class IcebergClientTest {
  private static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, "id", Types.IntegerType.get()),
          NestedField.optional(2, "name", Types.StringType.get()));
  private static final TableIdentifier NAME = TableIdentifier.of("farm", "t");

  @TempDir Path directory;
  private TableFixture lake;
  private AwsServer server;
  private Catalog client;

  @BeforeEach
  void start() throws Exception {
    lake = new TableFixture(directory);
    server = AwsServer.bind("127.0.0.1", 0);
    server.start(
        List.of(GlueService.over(lake.catalog)), new S3Endpoint(lake.root, FaultPlan.NONE));
    client = client();
  }

  private Catalog client() {
    String endpoint = server.endpoint().toString();
    Map<String, String> properties =
        Map.ofEntries(
            Map.entry("warehouse", "s3://lake/ice"),
            Map.entry("io-impl", "org.apache.iceberg.aws.s3.S3FileIO"),
            Map.entry("glue.endpoint", endpoint),
            Map.entry("s3.endpoint", endpoint),
            Map.entry("s3.path-style-access", "true"),
            Map.entry("s3.access-key-id", "local"),
            Map.entry("s3.secret-access-key", "local"),
            Map.entry("client.region", "eu-central-1"),
            Map.entry("client.credentials-provider", LocalCredentials.class.getName()),
            Map.entry("http-client.type", "urlconnection"));
    return CatalogUtil.loadCatalog(
        "org.apache.iceberg.aws.glue.GlueCatalog", "glue", properties, null);
  }

  @AfterEach
  void stop() throws Exception {
    ((Closeable) client).close();
    server.close();
  }

  private void append(Table table, String file, String select) throws Exception {
    lake.parquet("ice/farm.db/t/data/" + file, select, ", FIELD_IDS {id: 1, name: 2}");
    table
        .newFastAppend()
        .appendFile(
            DataFiles.builder(table.spec())
                .withPath(table.location() + "/data/" + file)
                .withFileSizeInBytes(1)
                .withRecordCount(1)
                .build())
        .commit();
  }

  @Test
  void whatTheClientCommitsIsWhatAthenaReads() throws Exception {
    Table table = client.createTable(NAME, SCHEMA, PartitionSpec.unpartitioned());
    append(table, "a.parquet", "SELECT 1::INT AS id, 'a' AS name");
    table.updateSchema().renameColumn("name", "title").commit();
    append(table, "b.parquet", "SELECT 2::INT AS id, 'b' AS name");

    assertThat(lake.csv("SELECT * FROM t ORDER BY id"))
        .isEqualTo("\"id\",\"title\"\n\"1\",\"a\"\n\"2\",\"b\"\n");
    assertThat(client.listTables(Namespace.of("farm"))).containsExactly(NAME);
    assertThat(lake.catalog.table("farm", "t").path("VersionId").asInt()).isEqualTo(3);
    assertThat(lake.catalog.table("farm", "t").at("/StorageDescriptor/Columns/1/Name").asText())
        .isEqualTo("title");
  }

  @Test
  void oneOfTwoClientsThatCommitAtOnceDoesItAgainOnTheOthersState() throws Exception {
    Table mine = client.createTable(NAME, SCHEMA, PartitionSpec.unpartitioned());
    Table theirs = client.loadTable(NAME);
    append(theirs, "a.parquet", "SELECT 1::INT AS id, 'a' AS name");
    append(mine, "b.parquet", "SELECT 2::INT AS id, 'b' AS name");
    append(theirs, "c.parquet", "SELECT 3::INT AS id, 'c' AS name");

    assertThat(lake.csv("SELECT id FROM t ORDER BY id")).isEqualTo("\"id\"\n\"1\"\n\"2\"\n\"3\"\n");
  }

  @Test
  void errorsAreThoseThatTheClientKnows() throws Exception {
    client.createTable(NAME, SCHEMA, PartitionSpec.unpartitioned());

    assertThatThrownBy(() -> client.createTable(NAME, SCHEMA))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> client.loadTable(TableIdentifier.of("farm", "none")))
        .isInstanceOf(NoSuchTableException.class);
    assertThat(client.dropTable(NAME, false)).isTrue();
    assertThat(client.tableExists(NAME)).isFalse();
    assertThat(client.dropTable(NAME, false)).isFalse();
    SupportsNamespaces databases = (SupportsNamespaces) client;
    databases.createNamespace(Namespace.of("park"));
    assertThat(databases.listNamespaces()).contains(Namespace.of("park"));
    assertThat(databases.dropNamespace(Namespace.of("park"))).isTrue();
  }
}
