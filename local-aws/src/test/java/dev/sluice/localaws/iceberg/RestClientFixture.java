package dev.sluice.localaws.iceberg;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.s3.S3Endpoint;
import dev.sluice.localaws.store.DirectoryLake;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg's own REST client, as Spark, Flink and Trino have it, told nothing but the address. */
abstract class RestClientFixture {
  static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, "id", Types.IntegerType.get()),
          NestedField.optional(2, "name", Types.StringType.get()));
  static final Namespace FARM = Namespace.of("farm");
  static final TableIdentifier NAME = TableIdentifier.of(FARM, "t");

  @TempDir Path directory;
  TableFixture lake;
  private AwsServer server;
  RESTCatalog client;

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

  final RESTCatalog client(Map<String, String> properties) {
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

  final void append(Table table, int id) throws Exception {
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

  final String ids() throws QueryFailedException {
    return lake.csv("SELECT id FROM t ORDER BY id").replace("\"", "").replace("\n", " ").strip();
  }

  final Path folder(String key) {
    return lake.root.resolve("lake").resolve(key);
  }
}
