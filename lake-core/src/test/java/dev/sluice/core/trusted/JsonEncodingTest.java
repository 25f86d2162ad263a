package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.FieldType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEncodingTest {
  private static final String TWO =
      "{\"id\":\"a\",\"name\":\"1\"}\n{\"id\":\"b\",\"name\":\"é\"}\n";

  @TempDir Path folder;

  private TableLake lake() throws IOException {
    return new TableLake(
        folder, TableLake.JSON, TableLake.id(), TableLake.column("name", FieldType.STRING, "name"));
  }

  @Test
  void aByteOrderMarkIsLeftOut() throws IOException {
    assertThat(lake().put("\ufeff" + TWO).rows()).containsExactly("a|1", "b|é");
  }

  /** Overlong forms, half of a pair, and what is beyond Unicode: Jackson takes them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FF",
        "C0 80",
        "C1 A1",
        "E0 81 A1",
        "E0 9F BF",
        "F0 80 81 A1",
        "F0 8F BF BF",
        "ED A0 80",
        "ED BF BF",
        "F4 90 80 80",
        "F5 80 80 80",
        "F7 BF BF BF"
      })
  void whatIsNotUtf8IsNeverReadAsAnotherCharacter(String hex) throws IOException {
    byte[] wrong = HexFormat.ofDelimiter(" ").parseHex(hex);
    for (String form : List.of("%s\n%s\n%s\n", "%s%s%s", "[%s,%s,%s]")) {
      for (String field :
          List.of(
              "{\"id\":\"~\"}",
              "{\"~\":1}",
              "{\"~id\":\"c\"}",
              "{\"id\":\"c\",\"more\":[\"~\"]}")) {
        String text =
            form.formatted(
                "{\"id\":\"a\"}", field.replace("~", wrong(wrong)), "{\"id\":\"\u00c3\u00a9\"}");
        byte[] content = text.getBytes(ISO_8859_1);
        TableLake lake = lake().put(TableLake.KEY, content);

        assertThat(lake.rows()).describedAs(text).containsExactly("a|-", "é|-");
        JsonNode rejected = new ObjectMapper().readTree(lake.rejected().get(0));
        assertThat(rejected.get("reason").asText()).startsWith("not UTF-8 at");
        assertThat(new String(rejected.get("base64").binaryValue(), ISO_8859_1))
            .contains(wrong(wrong));
      }
    }
  }

  private static String wrong(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-16",
        "UTF-16LE",
        "UTF-16BE",
        "x-UTF-16LE-BOM",
        "UTF-32",
        "UTF-32LE",
        "X-UTF-32BE-BOM"
      })
  void anotherEncodingIsNamed(String charset) throws IOException {
    TableLake lake = lake().put(TableLake.KEY, TWO.getBytes(Charset.forName(charset)));

    assertThat(lake.run())
        .isInstanceOfSatisfying(
            PartitionOutcome.Unreadable.class,
            not ->
                assertThat(not.reason())
                    .contains(
                        charset.substring(charset.indexOf("UTF"), charset.indexOf("UTF") + 6)
                            + ", but must be UTF-8"));
  }
}
