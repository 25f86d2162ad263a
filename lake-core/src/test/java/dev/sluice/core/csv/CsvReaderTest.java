package dev.sluice.core.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  private static List<CsvRow> rows(String text, char separator) throws IOException {
    try (CsvReader csv = new CsvReader(new ByteArrayInputStream(text.getBytes(UTF_8)), separator)) {
      List<CsvRow> rows = new ArrayList<>();
      for (CsvRow row = csv.next(); row != null; row = csv.next()) {
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<List<String>> cells(String text) throws IOException {
    return rows(text, ',').stream().map(CsvRow::cells).toList();
  }

  @Test
  void splitsCells() throws IOException {
    assertThat(cells("a,b,\n1,,3\n")).containsExactly(List.of("a", "b", ""), List.of("1", "", "3"));
  }

  @Test
  void takesAnySeparatorAndAMissingLastLineEnd() throws IOException {
    assertThat(rows("a|b\n1|2", '|'))
        .containsExactly(
            new CsvRow(1, List.of("a", "b"), "a|b", ""),
            new CsvRow(2, List.of("1", "2"), "1|2", ""));
  }

  @Test
  void takesCrLfAndAByteOrderMark() throws IOException {
    assertThat(cells("\uFEFFä,b\r\n1,2\r\n")).containsExactly(List.of("ä", "b"), List.of("1", "2"));
  }

  @Test
  void unquotes() throws IOException {
    assertThat(cells("\"a,\"\"b\"\"\",\"two\r\nlines\",\"\"\nx,y,z\n"))
        .containsExactly(List.of("a,\"b\"", "two\nlines", ""), List.of("x", "y", "z"));
  }

  @Test
  void keepsQuotesWithinACell() throws IOException {
    assertThat(cells("5\" pipe,b\n")).containsExactly(List.of("5\" pipe", "b"));
  }

  @Test
  void countsLinesAndSkipsEmptyOnes() throws IOException {
    assertThat(rows("a\n\n\"1\n2\"\n\r\n3\n", ','))
        .extracting(CsvRow::line)
        .containsExactly(1L, 3L, 6L);
  }

  @Test
  void anUnclosedQuoteIsAFlaw() throws IOException {
    assertThat(rows("a\n\"1,2\n3", ',').get(1))
        .isEqualTo(
            new CsvRow(2, List.of("1,2\n3"), "\"1,2\n3", "a quote is opened but not closed"));
  }

  @Test
  void goesOnAfterAQuoteThatIsNotClosedForTooLong() throws IOException {
    String line = "x".repeat(1_023) + "\n";
    List<CsvRow> rows = rows("a\n\"" + line.repeat(2_000), ',');

    assertThat(rows.get(1).flaw()).isNotEmpty();
    assertThat(rows.get(1).text()).hasSizeLessThan((1 << 20) + 1_025);
    // The quote and 1,024 lines reach the limit of 1 MiB within the last of them.
    assertThat(rows.size()).isEqualTo(2 + 2_000 - 1_024);
    assertThat(rows.get(2).cells()).containsExactly(line.strip());
  }
}
