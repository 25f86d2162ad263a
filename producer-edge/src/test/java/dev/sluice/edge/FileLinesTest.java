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

  @Test
  void aFileGoesOnWhereItWas() throws IOException {
    Path log = folder.resolve("meter.log");
    try (LineInput input = new FileLines(log.toString(), false, warnings::add)) {
      assertThat(input.read("", NOW).missed())
          .extracting(MissedRequest::reason)
          .containsExactly("the file does not exist");
      Files.writeString(log, "a\nb\nhal");
      LineBatch first = input.read("", NOW);
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
      LineBatch first = input.read("", NOW);
      Files.writeString(log, "b\nunended", APPEND);
      Files.move(log, folder.resolve("meter.log.1"));
      Files.writeString(log, "c\n", CREATE);

      LineBatch second = input.read(first.position(), NOW);
      LineBatch third = input.read(second.position(), NOW);
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
      LineBatch first = input.read("", NOW);
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
      LineBatch first = input.read("", NOW);
      Files.writeString(log, "b,2\n", APPEND);
      LineBatch second = input.read(first.position(), NOW);

      assertThat(texts(first)).containsExactly("a,1");
      assertThat(texts(second)).containsExactly("b,2");
      assertThat(List.of(first.header(), second.header())).containsOnly("uuid,power");
    }
  }
}
