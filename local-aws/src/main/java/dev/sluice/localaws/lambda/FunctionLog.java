package dev.sluice.localaws.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** A function's log: every line in a file, metrics to the sink, the last lines at hand. */
final class FunctionLog implements AutoCloseable {
  private static final int TAIL_CHARACTERS = 4096;

  private final String function;
  private final MetricSink metrics;
  private final OutputStream file;
  private final Deque<String> tail = new ArrayDeque<>();
  private int tailCharacters;

  FunctionLog(String function, Path directory, MetricSink metrics) {
    this.function = function;
    this.metrics = metrics;
    try {
      Files.createDirectories(directory);
      this.file =
          Files.newOutputStream(
              directory.resolve(function + ".log"),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the log of " + function + " in " + directory, e);
    }
  }

  /** Takes over what a process writes until it ends. */
  Thread follow(InputStream output) {
    Thread pump = new Thread(() -> copy(output), "log-" + function);
    pump.setDaemon(true);
    pump.start();
    return pump;
  }

  private void copy(InputStream output) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(line);
        EmbeddedMetrics.read(function, line).forEach(metrics::record);
      }
    } catch (IOException e) {
      // A killed process breaks its pipe anywhere; what it wrote before has been taken.
      add("The log ends here: " + e.getMessage());
    }
  }

  synchronized void add(String line) {
    tail.addLast(line);
    tailCharacters += line.length() + 1;
    while (tailCharacters > TAIL_CHARACTERS && tail.size() > 1) {
      tailCharacters -= tail.removeFirst().length() + 1;
    }
    try {
      file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the log of " + function, e);
    }
  }

  synchronized String tail() {
    return String.join("\n", tail);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
