package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileLinesTest extends FileLinesCase {
  @Test
  void aFileThatIsNotThereIsAMissedTickUntilItIsThereAgain() throws IOException {
    Path log = folder.resolve("meter.log");
    Files.writeString(log, "a\n");
    try (LineInput input = open(log)) {
      LineBatch first = first(input);
      Files.delete(log);
      LineBatch second = input.read(first.position(), NOW);
      LineBatch third = input.read(second.position(), NOW);

      assertThat(List.of(second, third)).allSatisfy(batch -> assertThat(batch.missed()).hasSize(1));
      assertThat(warnings).hasSize(1);
      Files.writeString(log, "b\n");
      assertThat(rest(input, third.position())).containsExactly("b");
    }
  }

  @Test
  void aFileThatWasCutAndGrewBeyondItsPlaceIsReadFromItsBeginning() throws IOException {
    Path log = folder.resolve("meter.log");
    Files.writeString(log, "a\n");
    try (LineInput input = open(log)) {
      LineBatch first = first(input);
      Files.writeString(log, "b\nc\nd\n");

      assertThat(rest(input, first.position())).containsExactly("b", "c", "d");
      assertThat(warnings).singleElement().asString().contains("was cut");
    }
  }

  @Test
  void aFileGoesOnWhereItWas() throws IOException {
    Path log = folder.resolve("meter.log");
    try (LineInput input = new FileLines(log.toString(), HeaderLine.NONE, warnings::add)) {
      assertThat(input.read("", NOW).missed())
          .extracting(MissedRequest::reason)
          .containsExactly("the file does not exist");
      Files.writeString(log, "a\nb\nhal");
      LineBatch first = first(input);
      Files.writeString(log, "f\nc\n", APPEND);

      assertThat(texts(first)).containsExactly("a", "b");
      try (LineInput later = new FileLines(log.toString(), HeaderLine.NONE, warnings::add)) {
        LineBatch second = later.read(first.position(), NOW);
        assertThat(texts(second)).containsExactly("half", "c");
        assertThat(second.lines()).extracting(LineBatch.Line::number).containsExactly(3L, 4L);
        assertThat(texts(later.read(second.position(), NOW))).isEmpty();
      }
    }
  }

  @Test
  void aFileThatWasCutIsReadFromItsBeginning() throws IOException {
    Path log = folder.resolve("meter.log");
    try (LineInput input = new FileLines(log.toString(), HeaderLine.NONE, warnings::add)) {
      Files.writeString(log, "a long line\n");
      LineBatch first = first(input);
      Files.writeString(log, "b\n");

      assertThat(texts(input.read(first.position(), NOW))).containsExactly("b");
      assertThat(warnings).singleElement().asString().contains("was cut");
    }
  }

  @Test
  void aHeaderIsNoRowOfAFile() throws IOException {
    Path log = folder.resolve("meter.csv");
    Files.writeString(log, "uuid,power\na,1\n");
    try (LineInput input = new FileLines(log.toString(), HeaderLine.FIRST, warnings::add)) {
      LineBatch first = first(input);
      Files.writeString(log, "b,2\n", APPEND);
      LineBatch second = input.read(first.position(), NOW);

      assertThat(texts(first)).containsExactly("a,1");
      assertThat(texts(second)).containsExactly("b,2");
      assertThat(List.of(first.header(), second.header())).containsOnly("uuid,power");
    }
  }

  @Test
  void aByteThatIsNotUtf8CostsItsLineAlone() throws IOException {
    Path log = folder.resolve("meter.csv");
    Files.write(log, "uuid,power\na,1\n\u00FC,2\nb,3\n".getBytes(ISO_8859_1));
    try (LineInput input = new FileLines(log.toString(), HeaderLine.FIRST, warnings::add)) {
      LineBatch batch = first(input);

      assertThat(batch.header()).isEqualTo("uuid,power");
      assertThat(texts(batch)).containsExactly("a,1", "\uFFFD,2", "b,3");
      assertThat(batch.lines()).extracting(LineBatch.Line::number).containsExactly(2L, 3L, 4L);
    }
  }

  @Test
  void commentsBeforeAHeaderArePassedOver() throws IOException {
    Path log = folder.resolve("meter.csv");
    HeaderLine header = new HeaderLine(true, Optional.of('#'));
    Files.writeString(log, "\uFEFF# of the cellar\n# since May\nuuid,");
    try (LineInput input = new FileLines(log.toString(), header, warnings::add)) {
      LineBatch none = first(input);
      Files.writeString(log, "power\na,1\n", APPEND);
      LineBatch first = input.read(none.position(), NOW);
      Files.writeString(log, "b,2\n", APPEND);
      LineBatch second = input.read(first.position(), NOW);

      assertThat(texts(none)).isEmpty();
      assertThat(texts(first)).containsExactly("a,1");
      assertThat(texts(second)).containsExactly("b,2");
      assertThat(List.of(first.header(), second.header())).containsOnly("uuid,power");
      assertThat(second.lines()).extracting(LineBatch.Line::number).containsExactly(5L);
    }
  }
}
