package dev.sluice.core.csv;

import static dev.sluice.core.csv.CsvRows.COMMAS;
import static dev.sluice.core.csv.CsvRows.TABS;
import static dev.sluice.core.csv.CsvRows.dialect;
import static dev.sluice.core.csv.CsvRows.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDialectTest {
  @Test
  void aQuoteIsACharacterWhereQuotesAreNone() throws IOException {
    String imdb =
        "tt1\tmovie\t\"Rome\t1999\ntt2\tmovie\t\"Paris\t2000\ntt3\tmovie\tOslo\t2001\n"
            + "tt4\tshort\t\"Swing it\" magistern\t1940\n";

    assertThat(read(TABS.withoutQuotes(), imdb))
        .containsExactly(
            "tt1|movie|\"Rome|1999",
            "tt2|movie|\"Paris|2000",
            "tt3|movie|Oslo|2001",
            "tt4|short|\"Swing it\" magistern|1940");
  }

  @Test
  void textBehindAClosingQuoteIsNotGluedToItsCell() throws IOException {
    String imdb =
        "tt1\tmovie\t\"Rome\t1999\ntt2\tmovie\t\"Paris\t2000\ntt3\tmovie\tOslo\t2001\n"
            + "tt4\tshort\t\"Swing it\" magistern\t1940\n";

    assertThat(read(TABS, imdb))
        .containsExactly(
            "1: text stands behind a closing quote (cell 3): tt1\tmovie\t\"Rome\t1999",
            "2: text stands behind a closing quote (cell 3): tt2\tmovie\t\"Paris\t2000",
            "tt3|movie|Oslo|2001",
            "4: text stands behind a closing quote (cell 3): tt4\tshort\t\"Swing it\""
                + " magistern\t1940");
    assertThat(read(COMMAS, "\"a\" ,b\n\"c\",d\n"))
        .containsExactly("1: text stands behind a closing quote (cell 1): \"a\" ,b", "c|d");
  }

  @Test
  void aStrayQuoteCostsItsLineAndNotTheRestOfTheFile() throws IOException {
    String rest = "2,b\n3,c\n".repeat(100_000);
    List<String> rows = read(COMMAS, "1,\"a\n" + rest + "4,d");

    assertThat(rows).hasSize(200_002);
    assertThat(rows.get(0)).isEqualTo("1: a quote is opened but not closed (cell 2): 1,\"a");
    assertThat(rows.subList(1, 3)).containsExactly("2|b", "3|c");
    assertThat(rows.get(200_001)).isEqualTo("4|d");
  }

  @Test
  void theRestOfAFlawedRowIsNotTakenForARow() throws IOException {
    assertThat(read(COMMAS, "1,\"two\nlines\"x,2\n3,4\n5\" pipe,6\n"))
        .containsExactly(
            "1: text stands behind a closing quote (cell 2): 1,\"two",
            "2: it has a quote inside a cell, and may be the rest of the flawed row of line 1:"
                + " lines\"x,2",
            "3|4",
            "5\" pipe|6");
  }

  @Test
  void aFlawBehindACellOfSeveralLinesKeepsTheseToo() throws IOException {
    assertThat(read(COMMAS, "\"two\nlines\",\"x\" y\n3,4\n"))
        .containsExactly(
            "1: text stands behind a closing quote (cell 2): \"two\nlines\",\"x\" y", "3|4");
  }

  @ParameterizedTest
  @CsvSource({"'\n'", "'\r\n'", "'\r'"})
  void linesEndWithLfCrLfOrCr(String end) throws IOException {
    String text = String.join(end, "a,b", "1,\"x" + end + "y\"", "", "2,\"\"", "3,z\" ", "4,\"v");

    assertThat(read(COMMAS, text))
        .containsExactly(
            "a|b",
            "1|x" + end + "y",
            "2|",
            "3|z\" ",
            "7: a quote is opened but not closed (cell 2): 4,\"v");
  }

  @Test
  void lineEndsMayBeMixed() throws IOException {
    assertThat(read(COMMAS, "a\rb\nc\r\nd\r\r\ne\n\rf"))
        .containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void anEscapeTakesTheNextCharacterAsItIs() throws IOException {
    CsvDialect escaped = dialect(',', "\"", "\\", "");

    assertThat(read(escaped, "a\\,b,\"c\\\"d\",\\\"e\n1\\\n2,\\\\,\n"))
        .containsExactly("a,b|c\"d|\"e", "1\n2|\\|");
    assertThat(read(escaped, "a,b\\"))
        .containsExactly("1: an escape has nothing behind it (cell 2): a,b\\");
    assertThat(read(escaped, "\"a\\\"\nb\n"))
        .containsExactly("1: a quote is opened but not closed (cell 1): \"a\\\"", "b");
  }

  @Test
  void theNullTextIsComparedBeforeEscapesAreResolved() throws IOException {
    byte[] bytes = "\\N,\\\\N,N,\"\\\\N\",\\NN\n".getBytes(UTF_8);
    try (CsvReader csv =
        new CsvReader(new ByteArrayInputStream(bytes), dialect(',', "\"", "\\", ""))) {
      csv.advance();
      assertThat(csv.cells()).containsExactly("\\N", "\\N", "N", "\\N", "NN");
      assertThat(List.of(csv.isNullText(0), csv.isNullText(1), csv.isNullText(3)))
          .containsExactly(true, false, false);
    }
  }

  @Test
  void passesOverComments() throws IOException {
    CsvDialect commented = dialect(',', "\"", "", "#");
    String text = "# made \"by\na,b\n#\n1,#\n\"#2\",\"x\n#y\"\n#" + "z".repeat(3 << 20) + "\n3,4";

    assertThat(read(commented, text)).containsExactly("a|b", "1|#", "#2|x\n#y", "3|4");
  }

  @Test
  void refusesOneCharacterForTwoPurposes() {
    assertThatThrownBy(() -> dialect(',', "\"", "\"", ""))
        .hasMessage(
            "Separator, quote, escape and comment must differ, and can't be line ends, but are"
                + " '[,, \", \"]'");
  }
}
