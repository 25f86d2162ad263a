package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.LinesSource.Command;
import dev.sluice.core.pipeline.source.LinesSource.Program;
import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InputsTest {
  private static final InvocationDeadline NOW =
      new InvocationDeadline(Instant.EPOCH, () -> Duration.ofSeconds(5));

  @TempDir Path folder;
  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();

  private static List<String> texts(LineBatch batch) {
    return batch.lines().stream().map(line -> new String(line.bytes(), UTF_8)).toList();
  }

  private static List<String> reasons(LineBatch batch) {
    return batch.missed().stream().map(MissedRequest::reason).toList();
  }

  private LineBatch run(String script, int seconds) throws IOException {
    List<String> words = List.of("/bin/sh", "-c", script);
    try (LineInput input =
        new CommandInput(
            new Command(words, Duration.ofSeconds(seconds)), HeaderLine.NONE, warnings::add)) {
      return input.read("", NOW);
    }
  }

  @Test
  void takesWhatACommandWrites() throws IOException {
    assertThat(texts(run("printf 'a\\r\\n\\n  \\nb\\nlast'", 5))).containsExactly("a", "b", "last");
  }

  @Test
  void aDeadCommandIsAMissedTickWithItsLastErrorLine() throws IOException {
    LineBatch batch = run("echo half; echo first >&2; echo 'no device was found' >&2; exit 9", 5);

    assertThat(batch.lines()).isEmpty();
    assertThat(reasons(batch)).containsExactly("it ended with code 9: no device was found");
    assertThat(warnings.poll()).contains("it ended with code 9: no device was found");
  }

  @Test
  void aCommandThatIsNotThereIsAMissedTick() throws IOException {
    try (LineInput input =
        new CommandInput(
            new Command(List.of("/no/such/nvidia-smi"), Duration.ofSeconds(1)),
            HeaderLine.NONE,
            warnings::add)) {
      assertThat(reasons(input.read("", NOW)))
          .singleElement()
          .asString()
          .startsWith("it can't be started: ")
          .contains("/no/such/nvidia-smi");
    }
  }

  @Test
  void aCommandThatTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
    Path pid = folder.resolve("pid");
    LineBatch batch = run("sleep 1000 & echo $! > " + pid + "; echo waiting >&2; wait", 1);

    assertThat(reasons(batch))
        .containsExactly(
            "it did not end within 1S; a command that keeps running takes no 'every': waiting");
    long child = Long.parseLong(Files.readString(pid).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aProgramThatEndsIsStartedAgain() throws Exception {
    Path count = folder.resolve("count");
    String script = "echo x >> " + count + "; wc -l < " + count + "; echo over >&2; exit 3";
    try (LineInput input =
        new ProgramInput(
            new Program(List.of("/bin/sh", "-c", script)), HeaderLine.NONE, warnings::add)) {
      assertThat(warnings.poll(20, TimeUnit.SECONDS))
          .contains("it ended with code 3: over; it is started again in 1 s");
      assertThat(warnings.poll(20, TimeUnit.SECONDS)).contains("it is started again in 2 s");
      LineBatch batch = input.read("", NOW);

      assertThat(texts(batch)).map(String::strip).containsExactly("1", "2");
      assertThat(reasons(batch)).containsOnly("it ended with code 3: over").hasSize(2);
    }
  }

  @Test
  void endsAProgramAndItsChildrenWithItself() throws Exception {
    Path pid = folder.resolve("pid");
    String script =
        "sleep 1000 & echo $! > " + pid + ".part; mv " + pid + ".part " + pid + "; echo up; wait";
    LineInput input =
        new ProgramInput(
            new Program(List.of("/bin/sh", "-c", script)), HeaderLine.NONE, warnings::add);
    LineBatch batch = input.read("", NOW);
    while (batch.lines().isEmpty()) {
      Thread.onSpinWait();
      batch = input.read("", NOW);
    }
    input.close();

    long child = Long.parseLong(Files.readString(pid).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void commentsBeforeAHeaderArePassedOver() throws IOException {
    HeaderLine header = new HeaderLine(true, Optional.of('#'));
    List<String> words = List.of("/bin/sh", "-c", "echo '# v1'; echo a,b; echo 1,2");
    try (LineInput input =
        new CommandInput(new Command(words, Duration.ofSeconds(5)), header, warnings::add)) {
      LineBatch batch = input.read("", NOW);
      assertThat(batch.header()).isEqualTo("a,b");
      assertThat(texts(batch)).containsExactly("1,2");
    }
  }

  @Test
  void standardInputTellsItsEndOnceAllWasTaken() throws Exception {
    List<String> ended = new ArrayList<>();
    byte[] bytes = "uuid,power\na,1\nb,2".getBytes(UTF_8);
    StandardLines input =
        new StandardLines(
            new ByteArrayInputStream(bytes),
            HeaderLine.FIRST,
            () -> ended.add("end"),
            warnings::add);
    List<String> all = new ArrayList<>();
    while (ended.isEmpty()) {
      LineBatch batch = input.read("", NOW);
      assertThat(batch.lines().isEmpty() || batch.header().equals("uuid,power")).isTrue();
      all.addAll(texts(batch));
    }
    assertThat(all).containsExactly("a,1", "b,2");
  }

  @Test
  void ofALineThatIsTooLongTheBeginningIsKept() throws IOException {
    LineBatch batch = run("head -c 1100000 /dev/zero | tr '\\0' x; echo; echo short", 10);

    assertThat(texts(batch)).containsExactly("short");
    assertThat(batch.flawed())
        .singleElement()
        .satisfies(
            flawed -> {
              assertThat(flawed.reason())
                  .isEqualTo("a line of more than 1 MiB, which no stream takes");
              assertThat(flawed.text()).hasSize(100_000);
            });
  }
}
