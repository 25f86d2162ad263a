package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.athena.query.ViewScript;
import dev.sluice.localaws.store.DirectoryLake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements other than queries, and tables that can't be read. */
class IcebergStatementsTest extends SampleIcebergTables {
  @Test
  void aBrokenTableSaysWhatIsMissing() throws Exception {
    Table table = plain();
    Path data =
        local(table.currentSnapshot().addedDataFiles(table.io()).iterator().next().location());
    Files.delete(data);
    refused("SELECT * FROM t", "ICEBERG_CANNOT_OPEN_SPLIT: ");

    Files.delete(local(table.currentSnapshot().manifestListLocation()));
    refused("SELECT * FROM t", "ICEBERG_MISSING_METADATA: Metadata of table farm.t is gone: ");

    Files.writeString(
        local(IcebergFixture.base(table).operations().current().metadataFileLocation()), "{");
    refused("SELECT * FROM t", "ICEBERG_INVALID_METADATA: Metadata of table farm.t can't be read");
  }

  @Test
  void formatsThatAthenaDoesNotReadAreRefused() throws Exception {
    Table table = plain();
    IcebergFixture.base(table)
        .operations()
        .commit(
            IcebergFixture.base(table).operations().current(),
            IcebergFixture.base(table).operations().current().upgradeToFormatVersion(3));
    ice.publish(table);

    refused("SELECT * FROM t", "NOT_SUPPORTED: Table farm.t is of Iceberg's format version 3");
  }

  @Test
  void statementsThatDescribeATableShowItsOwnColumns() throws Exception {
    Table table = plain();
    table
        .updateSchema()
        .renameColumn("name", "Title")
        .updateColumn("id", Types.LongType.get())
        .commit();
    ice.publish(table);

    assertThat(ice.csv("SHOW COLUMNS IN t").lines().map(String::strip))
        .containsExactly("id", "title", "ts");
    assertThat(ice.csv("DESCRIBE t").lines().map(line -> line.replaceAll("\\s+", " ").strip()))
        .containsExactly("id bigint", "title string", "ts timestamp");
    assertThat(ice.csv("SHOW TABLES")).isEqualTo("t");
    assertThat(ice.csv("SHOW TBLPROPERTIES t('table_type')")).isEqualTo("ICEBERG");
    refused("SHOW PARTITIONS t", "FAILED: Execution Error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (1)",
        "UPDATE t SET id = 1",
        "DELETE FROM t",
        "MERGE INTO t USING t s ON t.id = s.id WHEN MATCHED THEN DELETE",
        "OPTIMIZE t REWRITE DATA USING BIN_PACK",
        "VACUUM t",
        "ALTER TABLE t ADD COLUMNS (n int)",
        "ALTER TABLE t SET TBLPROPERTIES ('metadata_location' = 's3://lake/other.json')",
        "ALTER TABLE t ADD PARTITION (d = '1')",
        "MSCK REPAIR TABLE t",
        "CREATE TABLE u (id int) LOCATION 's3://lake/u/' TBLPROPERTIES ('table_type' = 'ICEBERG')",
        "CREATE EXTERNAL TABLE u (id int) LOCATION 's3://lake/u/' TBLPROPERTIES ('table_type' ="
            + " 'ICEBERG')"
      })
  void whatChangesATableIsRefusedAndChangesNothing(String sql) throws Exception {
    Table table = plain();
    String before = ice.lake.catalog.tables("farm").toString();

    refused(sql, "NOT_SUPPORTED: ");

    table.refresh();
    assertThat(table.snapshots()).hasSize(1);
    assertThat(ice.lake.catalog.tables("farm").toString()).isEqualTo(before);
  }

  @Test
  void rowsOfATableCanBecomeAnotherTable() throws Exception {
    plain();

    ice.csv("CREATE TABLE u WITH (external_location = 's3://lake/u/') AS SELECT id, name FROM t");

    assertThat(ice.csv("SELECT count(*) AS n FROM u")).isEqualTo("\"n\"\n\"3\"\n");
  }

  @Test
  void theScriptForDuckDbReadsATable() throws Exception {
    plain();

    List<String> script =
        new ViewScript(ice.lake.catalog, new DirectoryLake(ice.lake.root), Clock.systemUTC())
            .lines();

    assertThat(String.join("\n", script))
        .contains("VIEW \"farm\".\"t\"")
        .doesNotContain("left out");
  }
}
