package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLinesTest {
  private static final InvocationDeadline NOW =
      new InvocationDeadline(Instant.EPOCH, () -> Duration.ofSeconds(5));

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private static List<String> texts(LineBatch batch) {
    return batch.lines().stream().map(line -> new String(line.bytes(), UTF_8)).toList();
  }

  /** A file is noted before a line of it is taken. */
  private static LineBatch first(LineInput input) throws IOException {
    LineBatch noted = input.read("", NOW);
    assertThat(noted.lines()).isEmpty();
    return input.read(noted.position(), NOW);
  }

  private FileLines open(Path file) {
    return new FileLines(file.toString(), false, warnings::add);
  }

  /** All lines behind a position, until there are none at three ticks. */
  private static List<String> rest(LineInput input, String position) throws IOException {
    List<String> all = new ArrayList<>();
    String place = position;
    for (int idle = 0; idle < 3; ) {
      LineBatch batch = input.read(place, NOW);
      place = batch.position();
      idle = batch.lines().isEmpty() ? idle + 1 : 0;
      all.addAll(texts(batch));
    }
    return all;
  }

  private static void age(Path file, int seconds) throws IOException {
    Instant time = Files.getLastModifiedTime(file).toInstant().minusSeconds(seconds);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

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
    try (LineInput input = new FileLines(log.toString(), false, warnings::add)) {
      assertThat(input.read("", NOW).missed())
          .extracting(MissedRequest::reason)
          .containsExactly("the file does not exist");
      Files.writeString(log, "a\nb\nhal");
      LineBatch first = first(input);
      Files.writeString(log, "f\nc\n", APPEND);

      assertThat(texts(first)).containsExactly("a", "b");
      try (LineInput later = new FileLines(log.toString(), false, warnings::add)) {
        LineBatch second = later.read(first.position(), NOW);
        assertThat(texts(second)).containsExactly("half", "c");
        assertThat(second.lines()).extracting(LineBatch.Line::number).containsExactly(3L, 4L);
        assertThat(texts(later.read(second.position(), NOW))).isEmpty();
      }
    }
  }

  @Test
  void aRotatedFileIsReadToItsEndBeforeTheNewOne() throws IOException {
    Path log = folder.resolve("meter.log");
    try (LineInput input = new FileLines(log.toString(), false, warnings::add)) {
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

  @Test
  void aFileThatWasCutIsReadFromItsBeginning() throws IOException {
    Path log = folder.resolve("meter.log");
    try (LineInput input = new FileLines(log.toString(), false, warnings::add)) {
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
    try (LineInput input = new FileLines(log.toString(), true, warnings::add)) {
      LineBatch first = first(input);
      Files.writeString(log, "b,2\n", APPEND);
      LineBatch second = input.read(first.position(), NOW);

      assertThat(texts(first)).containsExactly("a,1");
      assertThat(texts(second)).containsExactly("b,2");
      assertThat(List.of(first.header(), second.header())).containsOnly("uuid,power");
    }
  }
}
