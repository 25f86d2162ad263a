package dev.sluice.localaws.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** What Iceberg's own REST client commits. */
class RestClientTest extends RestClientFixture {
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
  void aTableThatAthenaMadeIsReadAndChangedByTheClient() throws Exception {
    lake.engine.run(
        "farm",
        "CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false, location ="
            + " 's3://lake/made/', partitioning = ARRAY['id']) AS SELECT 1 AS id, 'a' AS"
            + " name UNION ALL SELECT 2, 'b'");

    Table table = client.loadTable(NAME);
    assertThat(table.location()).isEqualTo("s3://lake/made");
    assertThat(table.schema().findField("id").fieldId()).isEqualTo(1);
    try (CloseableIterable<FileScanTask> files =
        table.newScan().filter(Expressions.equal("id", 2)).planFiles()) {
      assertThat(files).hasSize(1).allMatch(file -> file.file().recordCount() == 1);
    }
    table.newDelete().deleteFromRowFilter(Expressions.equal("id", 2)).commit();
    assertThat(ids()).isEqualTo("id 1");
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
}
