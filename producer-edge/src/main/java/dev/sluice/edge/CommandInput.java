package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.source.LinesSource.Command;
import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A command that is run whenever it is asked for lines. */
final class CommandInput implements LineInput {
  private static final long MOST = 8 << 20;

  private final Command command;
  private final HeaderLine headerLine;
  private final Consumer<String> warnings;
  private volatile ChildProcess running;

  /** What one run wrote. */
  private static final class Run implements LineCutter.Sink {
    final List<LineBatch.Line> lines = new ArrayList<>();
    final List<LineBatch.Flawed> flawed = new ArrayList<>();
    long bytes;

    @Override
    public void line(byte[] line) {
      lines.add(new LineBatch.Line(lines.size() + flawed.size() + 1L, line));
      bytes += line.length;
    }

    @Override
    public void overlong(String beginning) {
      long number = lines.size() + flawed.size() + 1L;
      flawed.add(new LineBatch.Flawed(number, LineQueue.OVERLONG, beginning));
      bytes += beginning.length();
    }

    @Override
    public boolean isOpen() {
      return bytes <= MOST;
    }

    LineBatch batch(HeaderLine headerLine, String position) {
      if (!headerLine.isThere()) {
        return new LineBatch(lines, "", flawed, List.of(), position);
      }
      int at = 0;
      while (at < lines.size() && headerLine.isComment(lines.get(at).bytes())) {
        at++;
      }
      String header = at < lines.size() ? new String(lines.get(at).bytes(), UTF_8) : "";
      List<LineBatch.Line> rows = lines.subList(Math.min(at + 1, lines.size()), lines.size());
      return new LineBatch(rows, header, flawed, List.of(), position);
    }
  }

  CommandInput(Command command, HeaderLine headerLine, Consumer<String> warnings) {
    this.command = command;
    this.headerLine = headerLine;
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return ChildProcess.name(command.words());
  }

  @Override
  public LineBatch read(String position, InvocationDeadline deadline) throws IOException {
    Run run = new Run();
    Optional<String> failure = run(run);
    if (failure.isEmpty()) {
      return run.batch(headerLine, position);
    }
    warnings.accept("'%s' brought nothing: %s".formatted(name(), failure.get()));
    MissedRequest missed = new MissedRequest(name(), failure.get());
    return new LineBatch(List.of(), "", List.of(), List.of(missed), position);
  }

  /** Why it brought nothing, if it did. */
  private Optional<String> run(Run run) {
    try (ChildProcess child = ChildProcess.start(command.words())) {
      running = child;
      Thread reader = new Thread(() -> cut(run, child), "lines-stdout");
      reader.setDaemon(true);
      reader.start();
      long limit = System.nanoTime() + command.timeout().toNanos();
      reader.join(command.timeout().toMillis());
      long rest = Math.max(0, (limit - System.nanoTime()) / 1_000_000);
      if (reader.isAlive() || !child.awaitEnd(rest)) {
        return Optional.of(
            run.isOpen()
                ? "it did not end within %s; a command that keeps running takes no 'every'%s"
                    .formatted(command.timeout().toString().substring(2), child.lastWords())
                : "it wrote more than 8 MiB");
      }
      return child.code() == 0
          ? Optional.empty()
          : Optional.of("it ended with code %d%s".formatted(child.code(), child.lastWords()));
    } catch (IOException e) {
      return Optional.of("it can't be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the edge process ends");
    } finally {
      running = null;
    }
  }

  private static void cut(Run run, ChildProcess child) {
    LineCutter cutter = new LineCutter(run);
    try {
      cutter.cut(child.output());
      cutter.end();
    } catch (IOException closed) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ChildProcess child = running;
    if (child != null) {
      child.close();
    }
  }
}
