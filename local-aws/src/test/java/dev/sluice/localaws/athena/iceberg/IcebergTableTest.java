package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

/** The rows of a table: deletes, and files from before the schema changed. */
class IcebergTableTest extends SampleIcebergTables {
  private static final Schema NESTED =
      new Schema(
          NestedField.required(1, "id", Types.IntegerType.get()),
          NestedField.optional(2, "dropped", Types.StringType.get()),
          NestedField.optional(
              3,
              "place",
              Types.StructType.of(
                  NestedField.optional(5, "x", Types.FloatType.get()),
                  NestedField.optional(6, "y", Types.FloatType.get()))),
          NestedField.optional(
              4,
              "parts",
              Types.ListType.ofOptional(
                  7, Types.StructType.of(NestedField.optional(8, "n", Types.IntegerType.get())))));

  @Test
  void aTableIsReadAsItsSnapshotSays() throws Exception {
    Table table = plain();
    ice.file(table, rows(row(9, "not in the table", "2026-06-01")), IDS);

    assertThat(ice.csv("SELECT id, name, ts FROM t ORDER BY id"))
        .isEqualTo(
            """
            "id","name","ts"
            "1","a","2026-06-01 12:00:00.000 UTC"
            "2","b","2026-06-02 12:00:00.000 UTC"
            "3","c","2026-06-03 12:00:00.000 UTC"
            """);
  }

  @Test
  void rowsThatPositionDeletesNameAreGone() throws Exception {
    Table table = plain();
    String path = table.currentSnapshot().addedDataFiles(table.io()).iterator().next().location();
    String delete =
        ice.file(
            table,
            "SELECT '%s' AS file_path, 1::BIGINT AS pos UNION ALL SELECT 's3://lake/other', 0"
                .formatted(path),
            "file_path: 2147483546, pos: 2147483545");
    table.newRowDelta().addDeletes(ice.positions(table, delete, "", 2)).commit();
    ice.publish(table);

    assertThat(ice.csv("SELECT id FROM t ORDER BY id")).isEqualTo("\"id\"\n\"1\"\n\"3\"\n");
    assertThat(ice.csv("SELECT count(*) AS n FROM t WHERE name = 'b'")).isEqualTo("\"n\"\n\"0\"\n");
  }

  @Test
  void rowsThatEqualityDeletesMatchAreGoneFromOlderFilesOnly() throws Exception {
    Table table = plain();
    String gone = ice.file(table, "SELECT 2::INT AS id UNION ALL SELECT 3", "id: 1");
    table.newRowDelta().addDeletes(ice.equal(table, gone, "", 1)).commit();
    String again = ice.file(table, rows(row(2, "again", "2026-06-02")), IDS);
    table.newFastAppend().appendFile(ice.data(table, again, "", 1)).commit();
    String noName = ice.file(table, "SELECT NULL::VARCHAR AS name UNION ALL SELECT 'a'", "name: 2");
    table.newRowDelta().addDeletes(ice.equal(table, noName, "", 2)).commit();
    ice.publish(table);

    assertThat(ice.csv("SELECT id, name FROM t")).isEqualTo("\"id\",\"name\"\n\"2\",\"again\"\n");

    table.updateSchema().deleteColumn("name").commit();
    ice.publish(table);

    refused(
        "SELECT * FROM t",
        "NOT_SUPPORTED: Rows of table farm.t were deleted by a column that was dropped since");
  }

  @Test
  void oldFilesAreReadWithTheNewSchema() throws Exception {
    Table table = ice.create("t", NESTED, PartitionSpec.unpartitioned());
    String path =
        ice.file(
            table,
            "SELECT 1::INT AS id, 'gone' AS dropped, {'x': 1.5::FLOAT, 'y': 2::FLOAT} AS place,"
                + " [{'n': 7::INT}] AS parts",
            "id: 1, dropped: 2, place: {__duckdb_field_id: 3, x: 5, y: 6}, parts:"
                + " {__duckdb_field_id: 4, element: {__duckdb_field_id: 7, n: 8}}");
    table.newFastAppend().appendFile(ice.data(table, path, "", 1)).commit();
    long before = table.currentSnapshot().snapshotId();
    evolve(table);
    ice.publish(table);

    assertThat(ice.csv("SELECT * FROM t"))
        .isEqualTo(
            """
            "key","place","parts","dropped"
            "1","{longitude=1.5, z=null}","[{count=7}]",
            """);
    assertThat(ice.csv("SELECT key + 3000000000 AS big, parts[1].count AS n FROM t"))
        .isEqualTo("\"big\",\"n\"\n\"3000000001\",\"7\"\n");
    assertThat(ice.csv("SELECT * FROM t FOR VERSION AS OF " + before))
        .isEqualTo(
            """
            "id","dropped","place","parts"
            "1","gone","{x=1.5, y=2.0}","[{n=7}]"
            """);
  }

  @Test
  void filesWithoutIdsAreReadByTheNameMappingAndRefusedWithoutOne() throws Exception {
    Table table = ice.create("t", SCHEMA, PartitionSpec.unpartitioned());
    String path = ice.file(table, "SELECT 1::INT AS old_id, 'a' AS name", "");
    table.newFastAppend().appendFile(ice.data(table, path, "", 1)).commit();
    ice.publish(table);

    assertThatThrownBy(() -> ice.csv("SELECT * FROM t"))
        .hasMessageStartingWith("ICEBERG_BAD_DATA: ")
        .hasMessageContaining("no field ids");

    table
        .updateProperties()
        .set(
            "schema.name-mapping.default",
            "[{\"field-id\": 1, \"names\": [\"id\", \"old_id\"]}, {\"field-id\": 2, \"names\":"
                + " [\"name\"]}]")
        .commit();
    ice.publish(table);

    assertThat(ice.csv("SELECT * FROM t")).isEqualTo("\"id\",\"name\",\"ts\"\n\"1\",\"a\",\n");
  }

  @Test
  void microsecondsOfATimeAreKept() throws Exception {
    Table table = ice.create("t", SCHEMA, PartitionSpec.unpartitioned());
    String path =
        ice.file(
            table,
            "SELECT 1::INT AS id, TIMESTAMPTZ '2026-06-01 12:00:00.000001+02' AS ts",
            "id: 1, ts: 3");
    table.newFastAppend().appendFile(ice.data(table, path, "", 1)).commit();
    ice.publish(table);

    assertThat(ice.csv("SELECT ts FROM t"))
        .isEqualTo("\"ts\"\n\"2026-06-01 10:00:00.000001 UTC\"\n");
  }

  private static void evolve(Table table) {
    table
        .updateSchema()
        .updateColumn("id", Types.LongType.get())
        .renameColumn("id", "key")
        .deleteColumn("dropped")
        .renameColumn("place.x", "longitude")
        .deleteColumn("place.y")
        .updateColumn("place.x", Types.DoubleType.get())
        .addColumn("place", "z", Types.StringType.get())
        .renameColumn("parts.n", "count")
        .addColumn("dropped_again", Types.StringType.get())
        .commit();
    table.updateSchema().renameColumn("dropped_again", "dropped").commit();
  }
}
