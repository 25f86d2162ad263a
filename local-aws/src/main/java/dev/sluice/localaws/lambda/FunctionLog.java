package dev.sluice.localaws.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Optional;

/** A function's log: every line in a file, metrics to the sink, the last lines at hand. */
final class FunctionLog implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TAIL_CHARACTERS = 4096;

  private final String function;
  private final MetricSink metrics;
  private final OutputStream file;
  private final Deque<String> tail = new ArrayDeque<>();
  private int tailCharacters;
  private InputStream newest = InputStream.nullInputStream();
  private Optional<String> reason = Optional.empty();

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
    forgetReason(output);
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
        errorOf(line).ifPresent(error -> keepReason(output, error));
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

  private static Optional<String> errorOf(String line) {
    if (!line.startsWith("{") || !line.contains("\"level\":\"ERROR\"")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(line).path("message").asText()).filter(is -> !is.isEmpty());
    } catch (JsonProcessingException e) {
      return Optional.empty(); // it only looks like one of the logger's lines
    }
  }

  private synchronized void keepReason(InputStream of, String message) {
    reason = of == newest ? Optional.of(message) : reason;
  }

  private synchronized void forgetReason(InputStream ofNext) {
    newest = ofNext;
    reason = Optional.empty();
  }

  /** The last error that the newest process has logged itself, without its traces. */
  synchronized Optional<String> reason() {
    return reason;
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
