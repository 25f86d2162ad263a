package dev.sluice.edge;

import dev.sluice.core.pipeline.source.LinesSource.Program;
import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A command that keeps running: it is started again when it ends, each time after a longer pause.
 */
final class ProgramInput implements LineInput {
  private static final long FIRST_PAUSE = 1_000;
  private static final long LONGEST_PAUSE = 60_000;
  private static final long NANOS = 1_000_000;

  private final Program program;
  private final LineQueue queue;
  private final Consumer<String> warnings;
  private final Thread keeper;
  private volatile ChildProcess running;

  ProgramInput(Program program, HeaderLine headerLine, Consumer<String> warnings) {
    this.program = program;
    this.queue = new LineQueue(headerLine);
    this.warnings = warnings;
    this.keeper = new Thread(this::keepRunning, "lines-program");
    keeper.setDaemon(true);
    keeper.start();
  }

  @Override
  public String name() {
    return ChildProcess.name(program.words());
  }

  @Override
  public LineBatch read(String position, InvocationDeadline deadline) {
    return queue.take(position);
  }

  private void keepRunning() {
    long pause = FIRST_PAUSE;
    try {
      while (queue.isOpen()) {
        long started = System.nanoTime();
        String end = run();
        if (!queue.isOpen()) {
          return;
        }
        boolean wasLong = (System.nanoTime() - started) / NANOS > LONGEST_PAUSE;
        pause = wasLong ? FIRST_PAUSE : pause;
        queue.missed(name(), end);
        warnings.accept(
            "'%s': %s; it is started again in %d s".formatted(name(), end, pause / 1_000));
        Thread.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs it once; says how it ended. */
  private String run() throws InterruptedException {
    try (ChildProcess child = ChildProcess.start(program.words())) {
      running = child;
      queue.begin();
      LineCutter cutter = new LineCutter(queue);
      cutter.cut(child.output());
      cutter.end();
      child.awaitEnd(LONGEST_PAUSE);
      return "it ended with code %d%s".formatted(child.code(), child.lastWords());
    } catch (IOException e) {
      return "it can't be run: " + e.getMessage();
    } catch (IllegalThreadStateException e) {
      return "it closed its output and did not end";
    }
  }

  @Override
  public void close() {
    queue.close();
    ChildProcess child = running;
    if (child != null) {
      child.close();
    }
    keeper.interrupt();
  }
}
