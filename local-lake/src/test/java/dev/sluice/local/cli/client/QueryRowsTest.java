package dev.sluice.local.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryRowsTest {
  private final QueryRows rows =
      new QueryRows(
          List.of("varchar", "bigint", "double"),
          List.of(
              List.of("name", "n", "x"),
              List.of("a \"b\", c\n", "9007199254740993", "1.0E10"),
              Arrays.asList(null, null, "NaN")));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void writesCsvAsAthenaDoes() throws IOException {
    rows.writeCsv(out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\"name\",\"n\",\"x\"\n"
                + "\"a \"\"b\"\", c\n"
                + "\",\"9007199254740993\",\"1.0E10\"\n"
                + ",,\"NaN\"\n");
  }

  @Test
  void writesNumbersAsSuchInJson() throws IOException {
    rows.writeJson(out);

    JsonNode json = new ObjectMapper().readTree(out.toByteArray());
    assertThat(json).hasSize(2);
    assertThat(json.at("/0/name").asText()).isEqualTo("a \"b\", c\n");
    assertThat(json.at("/0/n").isNumber()).isTrue();
    assertThat(json.at("/0/n").asLong()).isEqualTo(9007199254740993L);
    assertThat(json.at("/0/x").asDouble()).isEqualTo(1e10);
    assertThat(json.at("/1/name").isNull()).isTrue();
    assertThat(json.at("/1/x").asText()).isEqualTo("NaN");
  }

  @Test
  void linesOfTextBecomeCellsBelowTheColumnsNames() {
    QueryRows described =
        QueryRows.ofLines(
            List.of("string", "string", "string"),
            List.of("col_name", "data_type", "comment"),
            List.of(List.of("n                   \tint                 \t"), List.of("\t \t ")));

    assertThat(described.rows())
        .containsExactly(
            List.of("col_name", "data_type", "comment"),
            List.of("n", "int", ""),
            List.of("", "", ""));
    assertThat(QueryRows.ofLines(List.of(), List.of(), List.of()).rows())
        .containsExactly(List.of());
  }
}
