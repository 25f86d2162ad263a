package dev.sluice.localaws.athena.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables with OpenCSVSerde, as Athena's manual says how they are read. */
class QuotedCsvTest {
  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void make() throws Exception {
    lake = new TableFixture(directory);
  }

  @Test
  void readQuotedCsv() throws Exception {
    lake.object("c/a.csv", "id;title\n1;'Night; of'\n2;\n");
    lake.csv(
        "CREATE EXTERNAL TABLE c (id int, title string) ROW FORMAT SERDE"
            + " 'org.apache.hadoop.hive.serde2.OpenCSVSerde' WITH SERDEPROPERTIES ('separatorChar'"
            + " = ';', 'quoteChar' = '\\'') STORED AS TEXTFILE LOCATION 's3://lake/c/'"
            + " TBLPROPERTIES ('skip.header.line.count' = '1')");

    assertThat(lake.csv("SELECT * FROM c ORDER BY id"))
        .isEqualTo("\"id\",\"title\"\n\"1\",\"Night; of\"\n\"2\",\"\"\n");
  }

  @Test
  void aDoubledQuoteIsOne() throws Exception {
    lake.object(
        "q/a.csv", "1,\"a \"\"b\"\", c\"\n2,\"\"\n3,\"\"\"\"\n4,\"d \\\"e\\\", f\"\n5,plain\n");
    quoted("n int, s string", "");

    assertThat(lake.csv("SELECT n, replace(s, '\"', '!') AS s FROM q ORDER BY n"))
        .isEqualTo(
            "\"n\",\"s\"\n\"1\",\"a !b!, c\"\n\"2\",\"\"\n\"3\",\"!\"\n\"4\",\"d !e!, f\"\n"
                + "\"5\",\"plain\"\n");
  }

  @Test
  void aTextThatSpeaksOfBadDataIsNotTakenForThatError() throws Exception {
    lake.object("q/a.csv", "HIVE_BAD_DATA: x\n");
    quoted("s string", "");

    assertThatThrownBy(() -> lake.csv("SELECT CAST(s AS int) FROM q"))
        .hasMessageStartingWith("INVALID_CAST_ARGUMENT: ");
  }

  private void quoted(String columns, String properties) throws QueryFailedException {
    lake.csv(
        "CREATE EXTERNAL TABLE q ("
            + columns
            + ") ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' LOCATION"
            + " 's3://lake/q/'"
            + properties);
  }

  @Test
  void quotedCsvHasDatesAsDaysAndTimestampsAsMilliseconds() throws Exception {
    lake.object("q/a.csv", "\"18276\",\"1579059880000\",1.5,true,\"-7\"\n-1,-1,1e3,false,8\n");
    quoted("d date, t timestamp, x double, b boolean, n bigint", "");

    assertThat(lake.csv("SELECT * FROM q ORDER BY d"))
        .isEqualTo(
            "\"d\",\"t\",\"x\",\"b\",\"n\"\n"
                + "\"1969-12-31\",\"1969-12-31 23:59:59.999\",\"1000.0\",\"false\",\"8\"\n"
                + "\"2020-01-15\",\"2020-01-15 03:44:40.000\",\"1.5\",\"true\",\"-7\"\n");
  }

  @ParameterizedTest
  @CsvSource({"int,''", "int,1.5", "int,' 1'", "double,''", "date,2020-01-15", "date,''"})
  void quotedCsvThatItsTypeDoesNotHaveFailsTheQuery(String type, String value) throws Exception {
    lake.object("q/a.csv", "x,\"" + value + "\"\n");
    quoted("s string, n " + type, "");

    assertThat(lake.csv("SELECT s FROM q")).isEqualTo("\"s\"\n\"x\"\n");
    assertThatThrownBy(() -> lake.csv("SELECT n FROM q"))
        .hasMessage(
            "HIVE_BAD_DATA: Error parsing field value '%1$s' for field 1: For input string: \"%1$s\""
                .formatted(value));
  }

  @Test
  void quotedCsvIsNullWhereTheTableWantsThatOfWhatItCanNotRead() throws Exception {
    lake.object("q/a.csv", "x,1\ny,\nz\n'%s',2\n");
    quoted("s string, n int", " TBLPROPERTIES ('use.null.for.invalid.data' = 'true')");

    assertThat(lake.csv("SELECT * FROM q ORDER BY s"))
        .isEqualTo("\"s\",\"n\"\n\"'%s'\",\"2\"\n\"x\",\"1\"\n\"y\",\n\"z\",\n");
  }
}
