package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A file that grows, and what is read of it. */
abstract class FileLinesCase {
  static final InvocationDeadline NOW =
      new InvocationDeadline(Instant.EPOCH, () -> Duration.ofSeconds(5));

  @TempDir Path folder;
  final List<String> warnings = new ArrayList<>();

  static List<String> texts(LineBatch batch) {
    return batch.lines().stream().map(line -> new String(line.bytes(), UTF_8)).toList();
  }

  /** A file is noted before a line of it is taken. */
  static LineBatch first(LineInput input) throws IOException {
    LineBatch noted = input.read("", NOW);
    assertThat(noted.lines()).isEmpty();
    return input.read(noted.position(), NOW);
  }

  FileLines open(Path file) {
    return new FileLines(file.toString(), HeaderLine.NONE, warnings::add);
  }

  /** All lines behind a position, until there are none at three ticks. */
  static List<String> rest(LineInput input, String position) throws IOException {
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

  static void age(Path file, int seconds) throws IOException {
    Instant time = Files.getLastModifiedTime(file).toInstant().minusSeconds(seconds);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
