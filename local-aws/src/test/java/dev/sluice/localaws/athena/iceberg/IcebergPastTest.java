package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

/** Earlier states, and the tables about a table. */
class IcebergPastTest extends SampleIcebergTables {
  @Test
  void anEarlierStateIsReadByTimeVersionAndTag() throws Exception {
    Table table = plain();
    long first = table.currentSnapshot().snapshotId();
    Instant then = Instant.ofEpochMilli(table.currentSnapshot().timestampMillis());
    table.manageSnapshots().createTag("first", first).commit();
    String more = ice.file(table, rows(row(4, "d", "2026-06-04")), IDS);
    table.newFastAppend().appendFile(ice.data(table, more, "", 1)).commit();
    ice.publish(table);
    String count = "SELECT count(*) AS n FROM t FOR ";

    assertThat(ice.csv("SELECT count(*) AS n FROM t")).isEqualTo("\"n\"\n\"4\"\n");
    assertThat(ice.csv(count + "VERSION AS OF " + first)).isEqualTo("\"n\"\n\"3\"\n");
    assertThat(ice.csv(count + "VERSION AS OF 'first'")).isEqualTo("\"n\"\n\"3\"\n");
    assertThat(ice.csv(count + "TIMESTAMP AS OF from_iso8601_timestamp('" + then + "')"))
        .isEqualTo("\"n\"\n\"3\"\n");
    assertThat(
            ice.csv(
                "SELECT x.id, t.name FROM farm.t FOR VERSION AS OF "
                    + first
                    + " JOIN \"t\" FOR TIMESTAMP AS OF TIMESTAMP '2099-01-01 00:00:00 UTC' +"
                    + " INTERVAL '1' DAY AS x ON t.id = x.id - 1 WHERE x.id > 3"))
        .isEqualTo("\"id\",\"name\"\n\"4\",\"c\"\n");
    ice.csv("CREATE VIEW old AS SELECT * FROM t FOR VERSION AS OF " + first);
    assertThat(ice.csv("SELECT count(*) AS n FROM old")).isEqualTo("\"n\"\n\"3\"\n");
  }

  @Test
  void aStateThatIsNotKeptIsRefused() throws Exception {
    plain();
    ice.lake.parquetTable("hive", "n int");

    refused("SELECT * FROM t FOR VERSION AS OF 5", "INVALID_ARGUMENTS: Iceberg snapshot ID");
    refused("SELECT * FROM t FOR VERSION AS OF 'none'", "INVALID_ARGUMENTS: Cannot find snapshot");
    refused(
        "SELECT * FROM t FOR TIMESTAMP AS OF DATE '2020-01-01'",
        "INVALID_ARGUMENTS: No version history table farm.t at or before 2020-01-01T00:00:00Z");
    refused("SELECT * FROM t FOR VERSION AS OF DATE '2020-01-01'", "TYPE_MISMATCH: ");
    refused("SELECT * FROM hive FOR VERSION AS OF 5", "NOT_SUPPORTED: line 1:15: ");
    refused("SELECT * FROM \"hive$files\"", "TABLE_NOT_FOUND: line 1:15: ");
    refused("SELECT * FROM \"t$nothing\"", "TABLE_NOT_FOUND: line 1:15: ");
  }

  @Test
  void theTablesAboutATableHaveTrinosColumns() throws Exception {
    Table table = days();
    long last = table.currentSnapshot().snapshotId();
    long parent = table.currentSnapshot().parentId();

    assertThat(
            ice.csv(
                "SELECT snapshot_id, parent_id, operation, summary['added-records'] AS"
                    + " added FROM \"t$snapshots\" ORDER BY committed_at DESC LIMIT 1"))
        .isEqualTo(
            "\"snapshot_id\",\"parent_id\",\"operation\",\"added\"\n\"%d\",\"%d\",\"append\",\"1\"\n"
                .formatted(last, parent));
    assertThat(
            ice.csv("SELECT count(*) AS n, bool_and(is_current_ancestor) AS a FROM \"t$history\""))
        .isEqualTo("\"n\",\"a\"\n\"9\",\"true\"\n");
    assertThat(
            ice.csv(
                "SELECT sum(record_count) AS n, min(file_format) AS f, sum(content) AS c"
                    + " FROM farm.\"t$files\""))
        .isEqualTo("\"n\",\"f\",\"c\"\n\"9\",\"PARQUET\",\"0\"\n");
  }

  @Test
  void theTablesAboutATablesFilesHaveTrinosColumns() throws Exception {
    long last = days().currentSnapshot().snapshotId();

    assertThat(ice.csv("SELECT lower_bounds FROM \"t$files\" WHERE lower_bounds[1] = '3'"))
        .isEqualTo("\"lower_bounds\"\n\"{1=3}\"\n");
    assertThat(
            ice.csv(
                "SELECT partition, record_count, file_count, data.id FROM \"t$partitions\""
                    + " WHERE partition.ts_day = DATE '2026-06-02'"))
        .isEqualTo(
            "\"partition\",\"record_count\",\"file_count\",\"id\"\n"
                + "\"{ts_day=2026-06-02}\",\"1\",\"1\",\"{min=2, max=2, null_count=null,"
                + " nan_count=null}\"\n");
    assertThat(
            ice.csv(
                "SELECT added_data_files_count AS n, partition_summaries FROM"
                    + " \"t$manifests\" WHERE added_snapshot_id = "
                    + last))
        .isEqualTo(
            "\"n\",\"partition_summaries\"\n\"1\",\"[{contains_null=false, contains_nan=false,"
                + " lower_bound=2026-06-09, upper_bound=2026-06-09}]\"\n");
    assertThat(ice.csv("SELECT name, type FROM \"t$refs\""))
        .isEqualTo("\"name\",\"type\"\n\"main\",\"BRANCH\"\n");
  }

  @Test
  void anEmptyTableHasItsColumnsAndItsMetadataTablesAreEmpty() throws Exception {
    ice.publish(ice.create("t", SCHEMA, PartitionSpec.unpartitioned()));

    assertThat(ice.csv("SELECT * FROM t")).isEqualTo("\"id\",\"name\",\"ts\"\n");
    for (MetadataTable one : MetadataTable.values()) {
      assertThat(ice.csv("SELECT * FROM \"t$" + one.name().toLowerCase() + "\"").lines())
          .as(one.name())
          .hasSize(1);
    }
  }
}
