package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code partitioning = ARRAY[…]} of a new table. */
class NewPartitionsTest extends NewTables {
  private static final String ROWS =
      "SELECT i::INTEGER AS id, CASE WHEN i % 5 > 0 THEN 'n' || (i % 5) END AS name, (i /"
          + " 10.0)::DECIMAL(6,2) AS price, TIMESTAMPTZ '2026-06-01 12:00:00Z' + INTERVAL 1 HOUR *"
          + " (i - 20) AS ts, DATE '1969-12-30' + (i % 4)::INTEGER AS day FROM unnest(range(0, 60))"
          + " t(i)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'day(ts)'|4|ts_day=2026-06-01",
        "'month(ts)'|2|ts_month=2026-05",
        "'year(day)'|2|day_year=1969",
        "'hour(ts)', 'truncate(id, 100)'|60|ts_hour=2026-06-01-12/id_trunc=0",
        "'name'|5|name=null",
        "'bucket(id, 4)', 'truncate(name, 1)'|7|id_bucket=0/name_trunc=n",
        "'truncate(price, 100)', 'bucket(price, 1)', 'bucket(ts, 1)', 'bucket(day,"
            + " 1)'|6|price_trunc=0.00/",
        "'DAY(\"ts\")', 'day(day)'|16|ts_day=2026-06-01/day_day=1969-12-31"
      })
  void rowsAreInTheirPartitions(String partitioning, int count, String folder) throws Exception {
    make(", partitioning = ARRAY[" + partitioning + "]", ROWS);

    List<String> keys = objects().stream().filter(key -> key.startsWith("data/")).toList();
    assertThat(keys).hasSize(count).anyMatch(key -> key.startsWith("data/" + folder));
    assertThat(lake.csv("SELECT count(*), sum(id), count(DISTINCT id) FROM wide"))
        .endsWith("\"60\",\"1770\",\"60\"\n");
    for (DataFile file : table().currentSnapshot().addedDataFiles(table().io())) {
      assertThat(file.location())
          .contains("/data/" + table().spec().partitionToPath(file.partition()) + "/");
    }
    assertThat(lake.csv("SELECT sum(record_count), count(*) FROM \"wide$partitions\""))
        .endsWith("\"60\",\"%d\"\n".formatted(count));
  }

  @Test
  void filesOfOtherPartitionsAreNotRead() throws Exception {
    make(", partitioning = ARRAY['day(ts)', 'bucket(name, 8)']", ROWS);

    long all = lake.engine.run("farm", "SELECT * FROM wide").scannedBytes();
    String some =
        "SELECT * FROM wide WHERE ts >= TIMESTAMP '2026-06-03 00:00:00 UTC' AND name = 'n1'";
    assertThat(lake.csv(some)).hasLineCount(2);
    assertThat(lake.engine.run("farm", some).scannedBytes()).isBetween(1L, all / 4);
  }

  @Test
  void aTableWithoutRowsKeepsItsPartitioning() throws Exception {
    make(", partitioning = ARRAY['day(ts)']", ROWS + " WITH NO DATA");

    assertThat(table().spec()).hasToString("[\n  1000: ts_day: day(4)\n]");
    assertThat(lake.csv("SELECT * FROM wide")).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ARRAY['bucket(4, id)']|partitioning value: bucket(4, id): write COLUMN," + " year(COLUMN)",
        "ARRAY['week(ts)']|partitioning value: week(ts): write COLUMN",
        "ARRAY['day(name)']|partitioning value: day(name): ",
        "ARRAY['gone']|partitioning value: gone: Cannot find source column: gone",
        "ARRAY['bucket(id, 0)']|partitioning value: bucket(id, 0): ",
        "ARRAY['day(ts)', 'day(ts)']|partitioning value: day(ts): ",
        "'day(ts)'|Cannot convert ['day(ts)'] to array(varchar)",
        "ARRAY[day(ts)]|to array(varchar)"
      })
  void whatIsNotAPartitionIsRefused(String partitioning, String message) throws IOException {
    refused(", partitioning = " + partitioning, ROWS, "INVALID_TABLE_PROPERTY: ");
    refused(", partitioning = " + partitioning, ROWS, message);
  }

  @Test
  void moreThanAHundredPartitionsAreRefusedAndLeaveNothing() throws IOException {
    refused(
        ", partitioning = ARRAY['i']",
        "SELECT i FROM unnest(range(0, 101)) t(i)",
        "ICEBERG_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers");
  }
}
