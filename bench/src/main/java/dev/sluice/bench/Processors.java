package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The machine's processors. */
final class Processors {
  private Processors() {}

  /**
   * Binds this thread to one processor, and with it every process that it starts from now on, which
   * then sees one processor only; this process's other threads stay free.
   */
  static void bindThisThread() throws IOException, InterruptedException {
    String thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
    int status =
        new ProcessBuilder("taskset", "-p", "-c", "0", thread)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("taskset ended with status " + status);
    }
  }

  /** Whether there is {@code taskset}. */
  static boolean canBind() {
    return System.getenv("PATH") != null
        && Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
  }
}
