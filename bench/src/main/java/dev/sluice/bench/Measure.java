package dev.sluice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a process took: its last line of the form {@code measured CPU_SECONDS MEGABYTES} tells it.
 * One that measures another process adds that one's seconds, and its own CPU seconds beside it.
 *
 * @param besideSeconds CPU seconds of the services that an engine works with
 */
record Measure(double seconds, double cpuSeconds, long megabytes, double besideSeconds) {
  /** Runs it; empty if it says {@code left out: REASON}, which is printed. */
  static Optional<Measure> of(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String last = "";
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
    }
    int status = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (last.startsWith("left out")) {
      System.out.println(last);
      return Optional.empty();
    }
    String[] words = last.split(" ", -1);
    if (status != 0 || !words[0].equals("measured")) {
      throw new IllegalStateException("%s ended with status %d".formatted(command, status));
    }
    boolean measuresAnother = words.length > 3;
    return Optional.of(
        new Measure(
            measuresAnother ? Double.parseDouble(words[3]) : seconds,
            Double.parseDouble(words[1]),
            Long.parseLong(words[2]),
            measuresAnother ? Double.parseDouble(words[4]) : 0));
  }
}
