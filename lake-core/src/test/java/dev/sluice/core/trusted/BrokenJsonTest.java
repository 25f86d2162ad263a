package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                + "\"text\":\"{\\\"id\\\":\\\"x\\\",\\\"name\\\":\","
                + "\"base64\":\"eyJpZCI6IngiLCJuYW1lIjo=\"}");
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
  void skipsWhatIsBrokenUpToTheNextRecordWhereverRecordsStand() throws IOException {
    assertLost("hello\uFEFF" + A + B + C, "hello\uFEFF");
    assertLost("hello\uFEFF" + A + B + C + "\n", "hello\uFEFF");
    assertLost(A + "hello" + B + C, "hello");
    assertLost(A + B + "{\"id\"" + C, "{\"id\"");
    assertLost(
        A + B + "{\"id\":\"x\",\"in\":{\"id\":\"y\"}" + C, "{\"id\":\"x\",\"in\":{\"id\":\"y\"}");
    assertLost(
        A + "{\"id\":\"x\",\"v\":NaN,\"in\":{\"id\":\"y\"},\"w\":1}" + B + C,
        "{\"id\":\"x\",\"v\":NaN,\"in\":{\"id\":\"y\"},\"w\":1}");
    assertLost("\"in\":{\"id\":\"y\"},\"w\":1}" + A + B + C, "\"in\":{\"id\":\"y\"},\"w\":1}");
    assertLost(
        A + B + C + "{\"id\":\"x\",\"in\":{\"id\":\"y\"}", "{\"id\":\"x\",\"in\":{\"id\":\"y\"}");
    assertLost("{{{{" + A + B + C, "{{{{");
    assertLost("[" + A + ",\n{\"id\":},\n" + B + "," + C + "]", "{\"id\":},");
    assertLost("[" + A + "," + B + "," + C + ",{\"id\":\"x\",\"na", "{\"id\":\"x\",\"na");
    assertLost("[" + A + "," + B + "," + C, "");
    assertLost(
        A + "\n{\n  \"id\": \"x\"\n  \"in\": {\"id\": \"y\"}\n}\n" + B + "\n" + C,
        "{\n  \"id\": \"x\"\n  \"in\": {\"id\": \"y\"}\n}");
  }

  /** Of a, b and c nothing is lost, and what is broken between them is kept in one piece. */
  private void assertLost(String content, String broken) throws IOException {
    TableLake lake = lake(content);
    assertThat(lake.rows()).describedAs(content).containsExactly("a|1", "b|2", "c|3");
    assertThat(lake.rejected()).describedAs(content).hasSize(1);
    JsonNode rejected = new ObjectMapper().readTree(lake.rejected().get(0));
    assertThat(rejected.get("text").asText()).isEqualTo(broken);
    assertThat(new String(rejected.get("base64").binaryValue(), UTF_8).strip()).isEqualTo(broken);
    assertThat(rejected.get("reason").asText()).startsWith("not JSON at line");
  }

  @Test
  void aMissingQuoteOrBraceInAnArrayCostsItsElementAlone() throws IOException {
    String noQuote = "{\"id\":\"x,\"name\":\"9\"},";
    assertLost("[" + A + "," + noQuote + B + "," + C + "]", noQuote);
    String nested = "{\"id\":\"x,\"in\":[{\"id\":\"y\"},{\"id\":\"z\"}]},";
    assertLost("[" + A + "," + nested + B + "," + C + "]", nested);
    String noBrace = "{\"id\":\"x\",\"in\":{\"id\":\"y\"},";
    assertLost("[" + A + "," + noBrace + B + "," + C + "]", noBrace);
    String number = "{\"id\":\"x\",\"in\":[{\"id\":\"y\"},{\"id\":\"z\"}],\"v\":NaN},";
    assertLost("[" + A + "," + number + B + "," + C + "]", number);
  }

  @Test
  void cantReadAnArrayInWhichElementsCantBeToldFromNestedOnes() throws IOException {
    assertThat(unreadable("[" + A + ",{\"in\":[{\"id\":\"y\"}," + B + "," + C + "]"))
        .endsWith("where the next element of the array begins can't be told");
    assertThat(unreadable("[" + A + ",{\"id\":\"x\",\"in\":[1,}," + B + "," + C + "]"))
        .endsWith("where the next element of the array begins can't be told");
  }

  @Test
  void readsAnArrayWithOneElementALineWhoseFirstIsBroken() throws IOException {
    assertLost("[\n{\"id\":},\n" + A + ",\n" + B + ",\n" + C + "\n]", "{\"id\":},");
  }

  @Test
  void saysThatOfALongBrokenPartOnlyTheBeginningIsKept() throws IOException {
    TableLake lake = lake(A + B + "x".repeat((1 << 24) + 1) + C);
    assertThat(lake.rows()).containsExactly("a|1", "b|2", "c|3");
    assertThat(lake.rejected().get(0)).contains("of which the first 16 MiB are kept");
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(
      strings = {
        "{",
        "[",
        "{\"",
        "}{\"",
        "{\"a\":",
        "{\"a\":[",
        "[{\"a\":",
        "\"}{\",",
        "x{\"",
        "{\"a\":1},",
        "[[{\"a\"",
        "]{\"a\":\"",
        ",{\"a\":[1,{\"b\":",
        "\n{\"a\""
      })
  void takesTimeInProportionToWhatIsBroken(String endless) throws IOException {
    PartitionOutcome outcome = lake(A + endless.repeat((1 << 20) / endless.length())).run();
    assertThat(outcome).isNotNull();
  }

  @Test
  void cantReadAnObjectThatIsSomethingElse() throws IOException {
    assertThat(unreadable("id,name", "a,1", "b,2"))
        .startsWith("not JSON: 3 of 3 parts are invalid");
    assertThat(unreadable("x".repeat(20 << 20))).startsWith("not JSON: 1 of 1 parts are invalid");
  }

  @Test
  void cantReadCutOffGzip() throws IOException {
    byte[] gzip = FarmLake.gzip(A + "\n" + B + "\n");
    TableLake lake = lake(A).put(TableLake.KEY, Arrays.copyOf(gzip, gzip.length - 12));
    assertThat(lake.run()).isInstanceOf(PartitionOutcome.Unreadable.class);
  }

  @Test
  void dropsRowsWhoseIdIsCutInAnEmojiAndSaysSo() throws IOException {
    TableLake lake =
        lake(A, A.replace("\"a\"", "\"a-\\ud83d\""), A.replace("\"a\"", "\"a-\\ud83e\""), B);
    assertThat(lake.counts())
        .isEqualTo(
            new RowCounts(4, 0, 2, 2, Map.of("id is not Unicode: half of a surrogate pair", 2L)));
  }

  @Test
  void saysThatALineIsNotUtf8() throws IOException {
    byte[] latin1 = (A + "\n{\"id\":\"\u00e9\"}\n" + B + "\n").getBytes(ISO_8859_1);
    TableLake lake = lake(A).put(TableLake.KEY, latin1);
    assertThat(lake.rows()).containsExactly("a|1", "b|2");
    assertThat(lake.rejected()).hasSize(1);
    assertThat(lake.rejected().get(0))
        .contains("not UTF-8 at column", "\"base64\":\"eyJpZCI6IukifQ==");
  }
}
