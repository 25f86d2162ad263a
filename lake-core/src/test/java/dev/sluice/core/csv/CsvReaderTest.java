package dev.sluice.core.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  private static List<CsvRow> rows(String text, char separator) throws IOException {
    try (CsvReader csv =
        new CsvReader(new ByteArrayInputStream(text.getBytes(UTF_8)), CsvDialect.of(separator))) {
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
        .containsExactly(List.of("a,\"b\"", "two\r\nlines", ""), List.of("x", "y", "z"));
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
  void anUnclosedQuoteIsAFlawOfItsLineOnly() throws IOException {
    assertThat(rows("a\n\"1,2\r\n3\n4", ','))
        .containsExactly(
            new CsvRow(1, List.of("a"), "a", ""),
            new CsvRow(2, List.of(), "\"1,2", "a quote is opened but not closed (cell 1)"),
            new CsvRow(3, List.of("3"), "3", ""),
            new CsvRow(4, List.of("4"), "4", ""));
    assertThat(rows("\"a", ',').get(0).flaw())
        .isEqualTo("a quote is opened but not closed (cell 1)");
  }

  @Test
  void goesOnAfterAQuoteThatIsNotClosedForTooLong() throws IOException {
    String line = "x".repeat(1_023) + "\n";
    List<CsvRow> rows = rows("a\n\"" + line.repeat(2_000), ',');

    assertThat(rows.get(1).flaw()).isNotEmpty();
    assertThat(rows.get(1).text()).isEqualTo("\"" + line.strip());
    assertThat(rows.size()).isEqualTo(2 + 2_000 - 1);
    assertThat(rows.get(2).cells()).containsExactly(line.strip());
    assertThat(rows.get(2).line()).isEqualTo(3);
  }

  @Test
  void leavesOutTheRestOfARowThatIsTooLong() throws IOException {
    String most = "x".repeat(5 << 20);
    for (String row : new String[] {most, "\"" + most, "a," + most}) {
      List<CsvRow> rows = rows("a\n" + row + "\nb\n", ',');
      assertThat(rows).extracting(CsvRow::line).containsExactly(1L, 2L, 3L);
      assertThat(rows.get(1).flaw()).isNotEmpty();
      assertThat(rows.get(1).text().length()).isBetween(1 << 20, (1 << 20) + 2);
      assertThat(rows.get(2).cells()).containsExactly("b");
    }
  }

  @Test
  void tellsBytesThatAreNoTextFromTheCharacterThatStandsForThem() throws IOException {
    byte[] bytes = "a\n\uFFFD,x\n1,?\n2\n".getBytes(UTF_8);
    bytes[new String(bytes, ISO_8859_1).indexOf('?')] = (byte) 0xC3;
    try (CsvReader csv = new CsvReader(new ByteArrayInputStream(bytes), CsvDialect.of(','))) {
      assertThat(csv.next().flaw()).isEmpty();
      assertThat(csv.next()).isEqualTo(new CsvRow(2, List.of("\uFFFD", "x"), "\uFFFD,x", ""));
      CsvRow damaged = csv.next();
      assertThat(damaged.flaw()).isEqualTo("it has bytes that are not UTF-8");
      assertThat(csv.next().flaw()).isEmpty();
    }
  }

  @Test
  void readsOtherCharsets() throws IOException {
    for (String charset : List.of("iso-8859-1", "utf-16", "utf-16be", "utf-16le")) {
      byte[] bytes = "ä|b\nü|2\n".getBytes(charset);
      try (CsvReader csv =
          new CsvReader(
              new ByteArrayInputStream(bytes),
              Dialects.in(Charset.forName(charset), CsvDialect.of('|')))) {
        assertThat(csv.next().cells()).containsExactly("ä", "b");
        assertThat(csv.next().cells()).containsExactly("ü", "2");
        assertThat(csv.next()).isNull();
      }
    }
  }
}
