package dev.sluice.edge;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

class RotatedFilesTest extends FileLinesCase {
  @Test
  void aFileThatWasRotatedBeforeALineOfItWasKeptIsReadToItsEnd() throws IOException {
    Path log = folder.resolve("meter.log");
    Files.writeString(log, "a\nb\n");
    LineBatch noted;
    try (LineInput killed = open(log)) {
      noted = killed.read("", NOW);
      killed.read(noted.position(), NOW);
    }
    Files.move(log, folder.resolve("meter.log.1"));
    Files.writeString(log, "c\n");

    try (LineInput input = open(log)) {
      assertThat(rest(input, noted.position())).containsExactly("a", "b", "c");
    }
  }

  @Test
  void filesThatCameAndWereRotatedWhileTheProcessWasAwayAreReadInTheirOrder() throws IOException {
    Path log = folder.resolve("meter.log");
    Path older = Files.writeString(folder.resolve("meter.log.7"), "before the process\n");
    age(older, 100);
    Files.writeString(log, "a\nb\n");
    age(log, 50);
    LineBatch first;
    try (LineInput killed = open(log)) {
      first = first(killed);
    }
    Files.move(log, folder.resolve("meter.log.3"));
    age(Files.writeString(folder.resolve("meter.log.2"), "c\n"), 30);
    age(Files.writeString(folder.resolve("meter.log.1"), "d\n"), 20);
    Files.writeString(folder.resolve("meter.log.gz"), "packed");
    Files.writeString(folder.resolve("meter.log.bak"), "by hand\n");
    Files.writeString(log, "e\n");

    try (LineInput input = open(log)) {
      assertThat(rest(input, first.position())).containsExactly("c", "d", "e");
    }
  }

  @Test
  void aFileThatWasPackedOrDeletedIsReadToItsEndAsItIsOpen() throws IOException {
    Path log = folder.resolve("meter.log");
    Files.writeString(log, "a\n");
    try (LineInput input = open(log)) {
      LineBatch first = first(input);
      Files.writeString(log, "b\nunended", APPEND);
      Files.delete(log);
      Files.writeString(log, "c\n");

      assertThat(rest(input, first.position())).containsExactly("b", "unended", "c");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFileThatWentWhileTheProcessWasAwayIsAMissedTick() throws IOException {
    Path log = folder.resolve("meter.log");
    Files.writeString(log, "a\n");
    LineBatch first;
    try (LineInput killed = open(log)) {
      first = first(killed);
    }
    Files.writeString(folder.resolve("other"), "a new file of another number\n");
    Files.move(folder.resolve("other"), log, StandardCopyOption.REPLACE_EXISTING);

    try (LineInput input = open(log)) {
      LineBatch gone = input.read(first.position(), NOW);
      assertThat(gone.missed())
          .extracting(MissedRequest::reason)
          .singleElement()
          .asString()
          .endsWith("what was added to that one behind byte 2 was not read");
      assertThat(rest(input, gone.position())).containsExactly("a new file of another number");
    }
  }

  @Test
  void aRotatedFileIsReadToItsEndBeforeTheNewOne() throws IOException {
    Path log = folder.resolve("meter.log");
    try (LineInput input = new FileLines(log.toString(), HeaderLine.NONE, warnings::add)) {
      Files.writeString(log, "a\n");
      LineBatch first = first(input);
      Files.writeString(log, "b\nunended", APPEND);
      Files.move(log, folder.resolve("meter.log.1"));
      Files.writeString(log, "c\n", CREATE);

      LineBatch second = input.read(first.position(), NOW);
      LineBatch noted = input.read(second.position(), NOW);
      LineBatch third = input.read(noted.position(), NOW);
      assertThat(texts(second)).containsExactly("b", "unended");
      assertThat(texts(third)).containsExactly("c");
      assertThat(third.lines()).extracting(LineBatch.Line::number).containsExactly(4L);
    }
  }
}
