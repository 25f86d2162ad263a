package dev.sluice.local.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.localaws.http.Account;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The edge processes of a lake in real time, one for each pipeline whose source a function can't
 * read. What they could not send waits in the lake's folder.
 */
final class EdgeProcesses implements AutoCloseable {
  /** The edge process in a checkout that is built. */
  static final String PACKAGE = "producer-edge/target/quarkus-app/quarkus-run.jar";

  private static final long GRACE_SECONDS = 10;

  private final Path directory;
  private final Path program;
  private final Terminal terminal;
  private final List<Process> processes = new ArrayList<>();
  private volatile boolean isEnding;

  /**
   * Processes that work in a lake's folder.
   *
   * @param directory of the lake
   * @param program the edge process, a jar
   */
  EdgeProcesses(Path directory, Path program, Terminal terminal) {
    this.directory = directory.toAbsolutePath();
    this.program = program.toAbsolutePath();
    this.terminal = terminal;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "edge-end"));
  }

  /** Where a pipeline's definition is, and what of the lake is its own. */
  record Start(Pipeline definition, Path folder, PipelineStack stack) {}

  /** Starts those that pipelines need. */
  void start(List<Start> planned, URI endpoint, String accessKey) throws IOException {
    for (Start start : planned) {
      start(start, endpoint, accessKey);
    }
  }

  private void start(Start start, URI endpoint, String accessKey) throws IOException {
    if (!start.definition().runsAtEdge()) {
      return;
    }
    String pipeline = start.definition().name();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            program.toString());
    fill(builder.environment(), start);
    builder.environment().put("AWS_ENDPOINT_URL", endpoint.toString());
    builder.environment().put("AWS_ACCESS_KEY_ID", accessKey);
    Process process =
        builder.redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
    processes.add(process);
    Path log = directory.resolve("logs").resolve("edge-" + pipeline + ".log");
    Thread reader = new Thread(() -> follow(process, pipeline, log), "edge-" + pipeline);
    reader.setDaemon(true);
    reader.start();
    terminal.line(pipeline + " is read by an edge process on this machine; its log is " + log);
  }

  private void fill(Map<String, String> environment, Start start) {
    String pipeline = start.definition().name();
    start.stack().stack().functions().stream()
        .map(function -> function.spec().environment().get("SLUICE_SETTINGS"))
        .filter(settings -> settings != null)
        .findFirst()
        .ifPresent(settings -> environment.put("SLUICE_SETTINGS", settings));
    environment.put("SLUICE_PIPELINE", pipeline);
    environment.put("SLUICE_PIPELINES_DIR", start.folder().toString());
    environment.put("SLUICE_STREAM", start.stack().stream());
    environment.put("SLUICE_BUCKET", start.stack().bucket());
    environment.put("SLUICE_EDGE_DIR", directory.resolve("edge").resolve(pipeline).toString());
    environment.put("AWS_REGION", Account.LOCAL.region());
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
  }

  /** All it says goes to its log, and what goes wrong to the console. */
  private void follow(Process process, String pipeline, Path log) {
    try {
      Files.createDirectories(log.getParent());
      try (BufferedReader lines = process.inputReader(UTF_8);
          BufferedWriter out =
              Files.newBufferedWriter(
                  log, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          out.append(line).append('\n').flush();
          tell(pipeline, line);
        }
      }
      int code = process.waitFor();
      if (!isEnding) {
        terminal.line(
            "%s its edge process has ended with code %d; its log is %s"
                .formatted(terminal.strong(pipeline), code, log));
      }
    } catch (IOException e) {
      terminal.line(pipeline + ": the edge process can't be followed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String pipeline, String line) {
    if (!isEnding && (line.contains(" WARN ") || line.contains(" ERROR "))) {
      String text = line.replaceFirst("^\\S+ \\S+ +(WARN|ERROR) +\\[[^]]*] +(\\([^)]*\\) +)?", "");
      terminal.line(terminal.strong(pipeline) + " " + text);
    }
  }

  @Override
  public void close() {
    isEnding = true;
    processes.forEach(Process::destroy);
    try {
      for (Process process : processes) {
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      processes.forEach(Process::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
