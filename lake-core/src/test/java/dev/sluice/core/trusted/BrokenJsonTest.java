package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenJsonTest {
  private static final String A = "{\"id\":\"a\",\"name\":\"1\"}";
  private static final String B = "{\"id\":\"b\",\"name\":\"2\"}";
  private static final String C = "{\"id\":\"c\",\"name\":\"3\"}";

  @TempDir Path folder;

  private TableLake lake(String... lines) throws IOException {
    return new TableLake(
            folder,
            TableLake.JSON,
            TableLake.id(),
            TableLake.column("name", FieldType.STRING, "name"))
        .put(String.join("\n", lines));
  }

  private String unreadable(String... lines) throws IOException {
    PartitionOutcome outcome = lake(lines).run();
    assertThat(outcome).isInstanceOf(PartitionOutcome.Unreadable.class);
    return ((PartitionOutcome.Unreadable) outcome).reason();
  }

  @Test
  void keepsABrokenLineWithItsReason() throws IOException {
    TableLake lake = lake(A, "{\"id\":\"x\",\"name\":", B);

    assertThat(lake.counts()).isEqualTo(new RowCounts(3, 0, 1, 2, Map.of("not readable", 1L)));
    assertThat(lake.rejected())
        .containsExactly(
            "{\"object\":\""
                + TableLake.KEY
                + "\",\"line\":2,\"reason\":\"not JSON at column 18\","
                + "\"text\":\"{\\\"id\\\":\\\"x\\\",\\\"name\\\":\"}");
  }

  @Test
  void keepsSeveralBrokenLinesOneAfterTheOther() throws IOException {
    TableLake lake =
        lake(A, "", "}", B + "\r", "<html>", "\"", C, "[", A.replace("\"a\"", "\"d\""));

    assertThat(lake.rows()).containsExactly("a|1", "b|2", "c|3", "d|1");
    assertThat(lake.rejected()).hasSize(4);
    assertThat(lake.rejected().get(3)).contains("\"line\":8,");
  }

  @Test
  void takesNothingOfALineOfWhichOnlyTheBeginningIsARecord() throws IOException {
    TableLake lake = lake(A, "{\"id\":\"x\"}\"name\":\"1\"}", B, "{\"id\":\"y\"},", C);

    assertThat(lake.rows()).containsExactly("a|1", "b|2", "c|3");
    assertThat(lake.rejected()).hasSize(2);
  }

  @Test
  void findsTheLineAlsoFarIntoTheObject() throws IOException {
    StringBuilder text = new StringBuilder("\uFEFF");
    for (int i = 0; i < 50_000; i++) {
      text.append(i % 10_000 == 9_999 ? "broken" : A.replace("\"a\"", "\"" + i + "\""))
          .append('\n');
    }
    TableLake lake = lake(text.toString());

    assertThat(lake.counts().rows()).isEqualTo(49_995);
    assertThat(lake.rejected()).hasSize(5);
    assertThat(lake.rejected().get(4)).contains("\"line\":50000,");
  }

  @Test
  void cantReadAnObjectWhoseRecordsAreNotOnLinesOfTheirOwn() throws IOException {
    assertThat(unreadable(A + B + "{\"id\"" + C)).isEqualTo("not JSON at line 1, column 48");
    assertThat(unreadable("[" + A + ",", "{\"id\":},", B + "]")).startsWith("not JSON at");
    assertThat(unreadable(A, "{", "  \"id\": \"x\"", "  \"in\": {\"id\": \"y\"}", "}", B))
        .isEqualTo("not JSON at line 2");
  }

  @Test
  void cantReadAnObjectThatIsSomethingElse() throws IOException {
    assertThat(unreadable("id,name", "a,1", "b,2")).isEqualTo("not JSON: 3 of 3 lines are invalid");
    assertThat(unreadable("x".repeat(20 << 20))).contains("a line without an end");
  }

  @Test
  void cantReadCutOffGzip() throws IOException {
    byte[] gzip = FarmLake.gzip(A + "\n" + B + "\n");
    TableLake lake = lake(A).put(TableLake.KEY, Arrays.copyOf(gzip, gzip.length - 12));
    assertThat(lake.run()).isInstanceOf(PartitionOutcome.Unreadable.class);
  }
}
