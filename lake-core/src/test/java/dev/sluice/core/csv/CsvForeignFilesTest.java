package dev.sluice.core.csv;

import static dev.sluice.core.csv.CsvRows.COMMAS;
import static dev.sluice.core.csv.CsvRows.TABS;
import static dev.sluice.core.csv.CsvRows.dialect;
import static dev.sluice.core.csv.CsvRows.read;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvForeignFilesTest {
  private static final List<String> ROWS =
      List.of(
          "id|title|year",
          "1|He said \"hi\"|1999",
          "2|it's; a, b\tc|2000",
          "3|two\nlines\r\nthree|2001",
          "4|back\\slash|",
          "5|#5| x ");

  /** Written by Python's csv module. */
  @Test
  void readsWhatPythonWritesWithQuotes() throws IOException {
    assertThat(
            read(
                COMMAS,
                "id,title,year\r\n1,\"He said \"\"hi\"\"\",1999\r\n2,\"it's; a,"
                    + " b\tc\",2000\r\n3,\"two\nlines\r\nthree\",2001\r\n4,back\\slash,\r\n5,#5, x"
                    + " \r\n"))
        .isEqualTo(ROWS);
    assertThat(
            read(
                TABS,
                "id\ttitle\tyear\r\n1\t\"He said \"\"hi\"\"\"\t1999\r\n2\t\"it's; a,"
                    + " b\tc\"\t2000\r\n3\t\"two\nlines\r\nthree\"\t2001\r\n4\tback\\slash\t\r\n"
                    + "5\t#5\t x \r\n"))
        .isEqualTo(ROWS);
    assertThat(
            read(
                dialect(';', "'", "", ""),
                "id;title;year\r\n1;He said \"hi\";1999\r\n2;'it''s; a, b\tc';2000\r\n"
                    + "3;'two\nlines\r\nthree';2001\r\n4;back\\slash;\r\n5;#5; x \r\n"))
        .isEqualTo(ROWS);
  }

  @Test
  void readsWhatPythonWritesWithEscapes() throws IOException {
    assertThat(
            read(
                dialect('|', "\"", "\\", ""),
                "id|title|year\r\n1|He said \\\"hi\\\"|1999\r\n2|it's; a, b\tc|2000\r\n"
                    + "3|\"two\nlines\r\nthree\"|2001\r\n4|back\\\\slash|\r\n5|#5| x \r\n"))
        .isEqualTo(ROWS);
    assertThat(
            read(
                dialect('\t', "", "\\", ""),
                "id\ttitle\tyear\r\n1\tHe said \"hi\"\t1999\r\n2\tit's; a, b\\\tc\t2000\r\n"
                    + "3\ttwo\\\nlines\\\r\\\nthree\t2001\r\n4\tback\\\\slash\t\r\n5\t#5\t x \r\n"))
        .isEqualTo(ROWS);
  }

  @Test
  void readsWhatPythonWritesWithCarriageReturns() throws IOException {
    assertThat(
            read(
                COMMAS,
                "\"id\",\"title\",\"year\"\r\"1\",\"He said \"\"hi\"\"\",\"1999\"\r\"2\",\"it's; a,"
                    + " b\tc\",\"2000\"\r\"3\",\"two\nlines\r\nthree\",\"2001\"\r\"4\","
                    + "\"back\\slash\",\"\"\r\"5\",\"#5\",\" x \"\r"))
        .isEqualTo(ROWS);
  }

  @Test
  void takesTheByteOrderMarkOfItsCharsetAndRefusesAnother() throws IOException {
    byte[] little = "\uFEFFa,b\n".getBytes(UTF_16LE);
    assertThat(read(Dialects.in(UTF_16, COMMAS), little)).containsExactly("a|b");
    assertThat(read(Dialects.in(UTF_16LE, COMMAS), little)).containsExactly("a|b");
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
    assertThatThrownBy(() -> read(Dialects.in(charset, COMMAS), bytes))
        .isInstanceOf(UnreadableCsvException.class)
        .hasMessage(reason);
  }

  @Test
  void keepsTheBytesOfAFlawedRow() throws IOException {
    for (Charset charset : List.of(UTF_8, UTF_16LE, ISO_8859_1)) {
      byte[] bytes = "ä,?\u00FF,b\r\n".getBytes(charset);
      bytes[bytes.length / 2] = (byte) 0xD8;
      try (CsvReader csv =
          new CsvReader(new ByteArrayInputStream(bytes), Dialects.in(charset, COMMAS))) {
        csv.advance();
        assertThat(csv.bytes()).isEqualTo(java.util.Arrays.copyOf(bytes, csv.bytes().length));
        assertThat(bytes.length - csv.bytes().length).isEqualTo("\r\n".getBytes(charset).length);
      }
    }
  }
}
