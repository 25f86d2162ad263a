package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

/** Which files a query reads. */
class IcebergFilesReadTest extends SampleIcebergTables {
  private long files(String where) throws Exception {
    long one = ice.scanned("SELECT * FROM t WHERE id = 1");
    return Math.round((double) ice.scanned("SELECT * FROM t " + where) / one);
  }

  @Test
  void aColumnThatOnlyThePartitionHasIsReadFromThere() throws Exception {
    Table table =
        ice.create("t", SCHEMA, PartitionSpec.builderFor(SCHEMA).identity("name").build());
    for (String name : new String[] {"north", "south"}) {
      String path = ice.file(table, "SELECT 1::INT AS id", "id: 1");
      table.newFastAppend().appendFile(ice.data(table, path, "name=" + name, 1)).commit();
    }
    ice.publish(table);

    assertThat(ice.csv("SELECT id, name FROM t ORDER BY name"))
        .isEqualTo("\"id\",\"name\"\n\"1\",\"north\"\n\"1\",\"south\"\n");
    assertThat(ice.scanned("SELECT id FROM t WHERE name = 'north'"))
        .isEqualTo(ice.scanned("SELECT id FROM t") / 2);
  }

  @Test
  void filesThatTheConditionExcludesAreNotRead() throws Exception {
    days();

    assertThat(files("")).isEqualTo(9);
    assertThat(
            files(
                "WHERE ts >= TIMESTAMP '2026-06-04 00:00:00 UTC' AND ts < TIMESTAMP"
                    + " '2026-06-06 00:00:00 UTC'"))
        .isEqualTo(2);
    assertThat(
            files(
                "x WHERE x.ts BETWEEN DATE '2026-06-08' AND current_timestamp + INTERVAL"
                    + " '10' DAY"))
        .isEqualTo(2);
    assertThat(files("WHERE CAST(ts AS DATE) = DATE '2026-06-03'")).isEqualTo(1);
    assertThat(files("WHERE date(ts) > DATE '2026-06-03' AND name LIKE 'n%'")).isEqualTo(6);
    assertThat(files("WHERE date(ts) = current_date")).isEqualTo(1);
    assertThat(files("WHERE id IN (2, 4) OR 8 <= id")).isEqualTo(4);
    assertThat(files("WHERE id = 2 OR name = 'n7'")).isEqualTo(9);
    assertThat(files("WHERE NOT id = 2")).isEqualTo(9);
    assertThat(files("WHERE id > (SELECT 3)")).isEqualTo(9);
    assertThat(files("WHERE id = 1.5")).isEqualTo(9);
    assertThat(files("a JOIN t b ON a.id = b.id WHERE a.id = 3 AND b.id = 4")).isEqualTo(2);
    assertThat(files("a LEFT JOIN t b ON a.id = b.id + 1 WHERE b.id IS NULL")).isEqualTo(9);
  }

  @Test
  void whatIsLeftOutNeverChangesTheAnswer() throws Exception {
    days();

    assertThat(ice.csv("SELECT id FROM t WHERE date(ts) >= DATE '2026-06-08' ORDER BY id"))
        .isEqualTo("\"id\"\n\"8\"\n\"9\"\n");
    assertThat(
            ice.csv(
                "SELECT a.id, b.id AS other FROM t a LEFT JOIN t b ON a.id = b.id + 7 WHERE a.id"
                    + " >= 7 ORDER BY 1"))
        .isEqualTo("\"id\",\"other\"\n\"7\",\n\"8\",\"1\"\n\"9\",\"2\"\n");
    assertThat(
            ice.csv(
                "SELECT (SELECT count(*) FROM t) AS n, (SELECT count(*) FROM t WHERE id = 2) AS m"))
        .isEqualTo("\"n\",\"m\"\n\"9\",\"1\"\n");
    ice.csv("CREATE VIEW late AS SELECT * FROM t WHERE id > 7");
    assertThat(ice.csv("SELECT count(*) AS n FROM late, t WHERE t.id = 1"))
        .isEqualTo("\"n\"\n\"2\"\n");
  }
}
