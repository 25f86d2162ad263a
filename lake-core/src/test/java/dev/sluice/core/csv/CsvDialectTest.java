package dev.sluice.core.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDialectTest {
  private static final CsvDialect COMMAS = CsvDialect.of(',');
  private static final CsvDialect TABS = CsvDialect.of('\t');

  private static CsvDialect dialect(char separator, String quote, String escape, String comment) {
    return new CsvDialect(
        separator, character(quote), character(escape), character(comment), UTF_8, "\\N");
  }

  private static Optional<Character> character(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text.charAt(0));
  }

  /** Each row's cells joined by bars, or its flaw behind its line. */
  private static List<String> read(CsvDialect dialect, byte[] bytes) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CsvReader csv = new CsvReader(new ByteArrayInputStream(bytes), dialect)) {
      while (csv.advance()) {
        rows.add(
            csv.flaw().isEmpty()
                ? String.join("|", csv.cells())
                : "%d: %s: %s".formatted(csv.line(), csv.flaw(), csv.text()));
      }
    }
    return rows;
  }

  private static List<String> read(CsvDialect dialect, String text) throws IOException {
    return read(dialect, text.getBytes(dialect.charset()));
  }

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
  void takesTheByteOrderMarkOfItsCharsetAndRefusesAnother() throws IOException {
    byte[] little = "\uFEFFa,b\n".getBytes(UTF_16LE);
    assertThat(read(COMMAS.withCharset(UTF_16), little)).containsExactly("a|b");
    assertThat(read(COMMAS.withCharset(UTF_16LE), little)).containsExactly("a|b");
    assertRefused(
        UTF_8,
        little,
        "it begins with the byte order mark of utf-16le, but is to be read as utf-8: set 'charset:"
            + " utf-16'");
    assertRefused(
        ISO_8859_1,
        "\uFEFFa,b\n".getBytes(UTF_8),
        "it begins with the byte order mark of utf-8, but is to be read as iso-8859-1: set"
            + " 'charset: utf-8'");
    assertRefused(
        UTF_8,
        new byte[] {-1, -2, 0, 0, 'a', 0, 0, 0},
        "it begins with the byte order mark of utf-32, which can't be read: convert it"
            + " (`iconv -f utf-32 -t utf-8`)");
  }

  private static void assertRefused(Charset charset, byte[] bytes, String reason) {
    assertThatThrownBy(() -> read(COMMAS.withCharset(charset), bytes))
        .isInstanceOf(UnreadableCsvException.class)
        .hasMessage(reason);
  }

  @Test
  void keepsTheBytesOfAFlawedRow() throws IOException {
    for (Charset charset : List.of(UTF_8, UTF_16LE, ISO_8859_1)) {
      byte[] bytes = "ä,?\u00FF,b\r\n".getBytes(charset);
      bytes[bytes.length / 2] = (byte) 0xD8;
      try (CsvReader csv =
          new CsvReader(new ByteArrayInputStream(bytes), COMMAS.withCharset(charset))) {
        csv.advance();
        assertThat(csv.bytes()).isEqualTo(java.util.Arrays.copyOf(bytes, csv.bytes().length));
        assertThat(bytes.length - csv.bytes().length).isEqualTo("\r\n".getBytes(charset).length);
      }
    }
  }

  /** Written by Python's csv module. */
  @Test
  void readsWhatPythonWrites() throws IOException {
    List<String> rows =
        List.of(
            "id|title|year",
            "1|He said \"hi\"|1999",
            "2|it's; a, b\tc|2000",
            "3|two\nlines\r\nthree|2001",
            "4|back\\slash|",
            "5|#5| x ");

    assertThat(
            read(
                COMMAS,
                "id,title,year\r\n1,\"He said \"\"hi\"\"\",1999\r\n2,\"it's; a,"
                    + " b\tc\",2000\r\n3,\"two\nlines\r\nthree\",2001\r\n4,back\\slash,\r\n5,#5, x"
                    + " \r\n"))
        .isEqualTo(rows);
    assertThat(
            read(
                TABS,
                "id\ttitle\tyear\r\n1\t\"He said \"\"hi\"\"\"\t1999\r\n2\t\"it's; a,"
                    + " b\tc\"\t2000\r\n3\t\"two\nlines\r\nthree\"\t2001\r\n4\tback\\slash\t\r\n"
                    + "5\t#5\t x \r\n"))
        .isEqualTo(rows);
    assertThat(
            read(
                dialect(';', "'", "", ""),
                "id;title;year\r\n1;He said \"hi\";1999\r\n2;'it''s; a, b\tc';2000\r\n"
                    + "3;'two\nlines\r\nthree';2001\r\n4;back\\slash;\r\n5;#5; x \r\n"))
        .isEqualTo(rows);
    assertThat(
            read(
                dialect('|', "\"", "\\", ""),
                "id|title|year\r\n1|He said \\\"hi\\\"|1999\r\n2|it's; a, b\tc|2000\r\n"
                    + "3|\"two\nlines\r\nthree\"|2001\r\n4|back\\\\slash|\r\n5|#5| x \r\n"))
        .isEqualTo(rows);
    assertThat(
            read(
                dialect('\t', "", "\\", ""),
                "id\ttitle\tyear\r\n1\tHe said \"hi\"\t1999\r\n2\tit's; a, b\\\tc\t2000\r\n"
                    + "3\ttwo\\\nlines\\\r\\\nthree\t2001\r\n4\tback\\\\slash\t\r\n5\t#5\t x \r\n"))
        .isEqualTo(rows);
    assertThat(
            read(
                COMMAS,
                "\"id\",\"title\",\"year\"\r\"1\",\"He said \"\"hi\"\"\",\"1999\"\r\"2\",\"it's; a,"
                    + " b\tc\",\"2000\"\r\"3\",\"two\nlines\r\nthree\",\"2001\"\r\"4\","
                    + "\"back\\slash\",\"\"\r\"5\",\"#5\",\" x \"\r"))
        .isEqualTo(rows);
  }

  @Test
  void refusesOneCharacterForTwoPurposes() {
    assertThatThrownBy(() -> dialect(',', "\"", "\"", ""))
        .hasMessage(
            "Separator, quote, escape and comment must differ, and can't be line ends, but are"
                + " '[,, \", \"]'");
  }
}
