package dev.sluice.edge;

import dev.sluice.core.produce.lines.LineInput;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs, with the last line of its standard error. */
final class ChildProcess implements Closeable {
  private static final long GRACE_SECONDS = 3;
  private static final int SHOWN = 500;

  private final Process process;
  private final Thread errors;
  private volatile String lastError = "";

  private ChildProcess(Process process) {
    this.process = process;
    this.errors = new Thread(this::readErrors, "lines-stderr");
    errors.setDaemon(true);
    errors.start();
  }

  static ChildProcess start(List<String> words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return new ChildProcess(builder.start());
  }

  private void readErrors() {
    LineCutter.Sink sink =
        new LineCutter.Sink() {
          @Override
          public void line(byte[] bytes) {
            lastError = new String(bytes, StandardCharsets.UTF_8).strip();
          }

          @Override
          public void overlong(String beginning) {
            lastError = beginning;
          }
        };
    LineCutter cutter = new LineCutter(sink);
    try {
      cutter.cut(process.getErrorStream());
      cutter.end();
    } catch (IOException closed) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  InputStream output() {
    return process.getInputStream();
  }

  /** Whether it ended within that time. */
  boolean awaitEnd(long millis) throws InterruptedException {
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    if (ended) {
      errors.join(TimeUnit.SECONDS.toMillis(1));
    }
    return ended;
  }

  int code() {
    return process.exitValue();
  }

  /** Its last words, to be put behind a reason; empty if there are none. */
  String lastWords() {
    String words = lastError;
    return words.isEmpty()
        ? ""
        : ": " + (words.length() > SHOWN ? words.substring(0, SHOWN) + "…" : words);
  }

  /** Ends it and all that it started: politely, then by force. Nothing stays behind. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    started.forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
  }

  /** What a command is called: its program, or what a shell was to run. */
  static String name(List<String> words) {
    boolean isShell = words.size() == 3 && words.get(0).equals("/bin/sh");
    String name = isShell ? words.get(2) : words.get(0);
    return name.length() > LineInput.NAME ? name.substring(0, LineInput.NAME) + "…" : name;
  }
}
