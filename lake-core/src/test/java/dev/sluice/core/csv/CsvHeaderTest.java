package dev.sluice.core.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvHeaderTest {
  private static CsvHeader header(String... names) {
    return new CsvHeader(List.of(names));
  }

  private static List<String> flaws(String text) throws IOException {
    List<String> flaws = new ArrayList<>();
    try (CsvReader csv =
        new CsvReader(new ByteArrayInputStream(text.getBytes(UTF_8)), CsvDialect.of(','))) {
      csv.readHeader();
      while (csv.advance()) {
        flaws.add(csv.flaw());
      }
    }
    return flaws;
  }

  @Test
  void blanksAroundANameDoNotCountBeTheyVisibleOrNot() {
    assertThat(header(" id", "title\u00A0", "\u200Byear\uFEFF", "my rating\t").names())
        .containsExactly("id", "title", "year", "my rating");
  }

  @Test
  void aNameInAnotherCaseIsSuggested() {
    CsvHeader header = header("ID", "title");

    assertThat(header.missing(List.of("id", "title"))).containsExactly("id");
    assertThat(header.nearMiss(List.of("id", "title"))).contains("its header has no id, but 'ID'");
    assertThat(header.nearMiss(List.of("id", "ID"))).isEmpty();
  }

  @Test
  void aDoubledNameIsToldWithItsPlaces() {
    assertThat(header("a", "b", "c", " b").doubled(any -> true))
        .contains("its header names 'b' twice, as columns 2 and 4");
    assertThat(header("a", "", "", "a").doubled(name -> name.isEmpty())).isEmpty();
  }

  @Test
  void whatCanNotBeSeenIsShownAsAnEscape() {
    assertThat(header("i\u00A0d", "x\ry", "\u202Etxt", "t\tt", "😀ä").shown())
        .isEqualTo("'i\\u00A0d', 'x\\u000Dy', '\\u202Etxt', 't\\tt', '😀ä'");
  }

  @Test
  void trailingColumnsMayBeWithoutNamesIfTheyAreEmpty() throws IOException {
    assertThat(flaws("a,b,,\n1,2,,\n1,2\n1,2,\n1,2,x,\n1,2,,,\n1\n"))
        .containsExactly(
            "",
            "",
            "",
            "cell 3 is not empty, but the header has no name for it",
            "5 cells, but the header has 4",
            "1 cells, but the header has 4");
  }

  @Test
  void otherColumnsWithoutNamesArePassedOver() throws IOException {
    assertThat(flaws(",a\n0,x\n1,y\n")).containsExactly("", "");
  }

  @Test
  void aRowWithoutAnyNameIsNoHeader() {
    assertThatThrownBy(() -> flaws(",,\n1,2,3\n"))
        .isInstanceOf(UnreadableCsvException.class)
        .hasMessage("its first line is not a header: it has no names");
  }
}
