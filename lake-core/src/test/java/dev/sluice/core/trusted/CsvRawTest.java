package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.BARS;
import static dev.sluice.core.trusted.TableLake.column;
import static dev.sluice.core.trusted.TableLake.id;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.Dialects;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRawTest {
  @TempDir Path folder;

  private TableLake lake(RawFormat format) {
    return new TableLake(
        folder,
        format,
        id(),
        column("year_made", FieldType.INT, "year"),
        column("name", FieldType.STRING, "name"));
  }

  @Test
  void readsColumnsInAnyOrderAndPassesOverOthers() throws IOException {
    assertThat(lake(BARS).put("name|more|id|year\nAda|x|1|1815\nBob|y|2|\n").rows())
        .containsExactly("1|1815|Ada", "2|-|Bob");
  }

  @Test
  void columnsOfNamesThatDifferInBlanksAreBothRead() throws IOException {
    TableLake lake =
        new TableLake(
                folder,
                BARS,
                id(),
                column("price", FieldType.INT, "price"),
                column("as_told", FieldType.STRING, "price "))
            .declaring("price", "id");
    assertThat(lake.put("id|price\n1|7\n").rows()).containsExactly("1|7|7");
  }

  @Test
  void givesNullForAColumnThatIsNotThere() throws IOException {
    assertThat(lake(BARS).put("id\n1\n").rows()).containsExactly("1|-|-");
  }

  @Test
  void takesTheNullTextAndTheEmptyCellAsNull() throws IOException {
    assertThat(lake(BARS).put("id|year|name\n1|\\N|\\N\n2||\"\"\n3|x|\\n\n").rows())
        .containsExactly("1|-|-", "2|-|-", "3|-|\\n");
  }

  @Test
  void readsQuotesGzipAndCharset() throws IOException {
    TableLake lake = lake(new RawFormat.Csv(Dialects.in(ISO_8859_1, CsvDialect.of(';'))));
    lake.put(TableLake.KEY, "id;name;year\n1;\"Ä;\"\"B\"\"\";7\n".getBytes(ISO_8859_1));
    assertThat(lake.rows()).containsExactly("1|7|Ä;\"B\"");
    lake = lake(BARS).put(TableLake.KEY, FarmLake.gzip("id|name\n1|ä\n"));
    assertThat(lake.rows()).containsExactly("1|-|ä");
  }

  @Test
  void keepsRowsThatCantBeReadWithTheirReason() throws IOException {
    TableLake lake = lake(BARS).put("id|name\n1|a\n2\n3|b|c\n4|\"d\n5|e\n");
    assertThat(lake.counts()).isEqualTo(new RowCounts(5, 0, 3, 2, Map.of("not readable", 3L)));
    assertThat(lake.rejected())
        .containsExactly(
            "{\"object\":\""
                + TableLake.KEY
                + "\",\"line\":3,\"reason\":\"1 cells, but the header has"
                + " 2\",\"text\":\"2\",\"base64\":\"Mg==\"}",
            "{\"object\":\""
                + TableLake.KEY
                + "\",\"line\":4,"
                + "\"reason\":\"3 cells, but the header has 2\",\"text\":\"3|b|c\","
                + "\"base64\":\"M3xifGM=\"}",
            "{\"object\":\""
                + TableLake.KEY
                + "\",\"line\":5,"
                + "\"reason\":\"a quote is opened but not closed (cell 2)\",\"text\":\"4|\\\"d\","
                + "\"base64\":\"NHwiZA==\"}");
    assertThat(lake.rows()).containsExactly("1|-|a", "5|-|e");
  }

  @Test
  void quotesOfFilesWithoutQuotingAreInTheTable() throws IOException {
    String imdb = "id\tyear\tname\ntt1\t1999\t\"Rome\ntt2\t2000\t\"Paris\ntt3\t2001\tOslo\n";
    TableLake plain = lake(new RawFormat.Csv(CsvDialect.of('\t').withoutQuotes())).put(imdb);
    assertThat(plain.rows())
        .containsExactly("tt1|1999|\"Rome", "tt2|2000|\"Paris", "tt3|2001|Oslo");
    TableLake quoted = lake(new RawFormat.Csv(CsvDialect.of('\t'))).put(imdb);
    assertThat(quoted.rows()).containsExactly("tt3|2001|Oslo");
    assertThat(quoted.rejected()).hasSize(2);
  }

  @Test
  void keepsTheBytesOfARowThatIsNotInItsCharset() throws IOException {
    TableLake lake = lake(BARS).put(TableLake.KEY, "id|name\n1|T\u00F6r\n".getBytes(ISO_8859_1));
    lake.run();
    assertThat(lake.rejected())
        .singleElement()
        .asString()
        .contains("\"text\":\"1|T\uFFFDr\"", "\"base64\":\"MXxU9nI=\"");
  }

  @Test
  void namesAColumnThatDiffersOnlyInCase() throws IOException {
    PartitionOutcome outcome = lake(BARS).put("id|Name\n1|a\n").run();
    assertThat(((PartitionOutcome.Unreadable) outcome).reason())
        .isEqualTo("its header has no name, but 'Name'");
  }

  @Test
  void keepsNoRejectedRowsOfObjectsThatWereMended() throws IOException {
    TableLake lake = lake(BARS).put("id|name\n1\n");
    lake.run();
    assertThat(lake.rejected()).hasSize(1);
    lake.put("id|name\n1|a\n").run();
    assertThat(lake.rejected()).isEmpty();
    assertThat(lake.rows()).containsExactly("1|-|a");
  }

  @Test
  void storesNothingUnderRejectedIfAllRowsCanBeRead() throws IOException {
    TableLake lake = lake(BARS).put("id|name\n1|a\n");
    lake.run();
    assertThat(lake.store.keys()).noneMatch(key -> key.startsWith("rejected/"));
  }

  @Test
  void leavesThePartitionIfTheHeaderIsNone() throws IOException {
    for (String broken :
        new String[] {"id;name\n1;a\n", "id|name|id\n1|a|2\n", "\"id|name\n1|a\n"}) {
      TableLake lake = lake(BARS).put(broken);
      PartitionOutcome.Unreadable outcome = (PartitionOutcome.Unreadable) lake.run();
      assertThat(outcome.objectKey()).isEqualTo(TableLake.KEY);
      assertThat(outcome.reason()).startsWith("its ").doesNotContain("id;", "id|");
    }
  }

  @Test
  void makesNoRowsOfAnEmptyObjectOrOnlyAHeader() throws IOException {
    assertThat(lake(BARS).put("").rows()).isEmpty();
    assertThat(lake(BARS).put("id|name").rows()).isEmpty();
  }
}
