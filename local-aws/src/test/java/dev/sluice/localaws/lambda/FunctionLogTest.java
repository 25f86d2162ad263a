package dev.sluice.localaws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of a function with several processes at a time. */
@Timeout(30)
class FunctionLogTest {
  @TempDir private Path directory;

  /** A process that could not start was said to have failed for what another one had logged. */
  @Test
  void theReasonIsThatOfTheNewestProcess() throws Exception {
    try (FunctionLog log = new FunctionLog("writer", directory, point -> {});
        PipedOutputStream older = new PipedOutputStream();
        PipedOutputStream newer = new PipedOutputStream()) {
      Thread ofOlder = log.follow(new PipedInputStream(older));
      Thread ofNewer = log.follow(new PipedInputStream(newer));
      error(older, "a record is broken");
      older.close();
      ofOlder.join();
      assertThat(log.reason()).isEmpty();
      assertThat(log.tail()).contains("a record is broken");

      error(newer, "no bucket");
      newer.close();
      ofNewer.join();
      assertThat(log.reason()).contains("no bucket");
    }
  }

  private static void error(PipedOutputStream process, String message) throws IOException {
    String line = "{\"level\":\"ERROR\",\"message\":\"%s\"}%n".formatted(message);
    process.write(line.getBytes(UTF_8));
    process.flush();
  }
}
