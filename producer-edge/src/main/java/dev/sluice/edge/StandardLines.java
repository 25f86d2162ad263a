package dev.sluice.edge;

import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Standard input. */
final class StandardLines implements LineInput {
  private final LineQueue queue;
  private final Runnable atEnd;
  private volatile boolean hasEnded;

  /**
   * Lines of a stream.
   *
   * @param atEnd is called when all its lines have been taken, and have arrived
   */
  StandardLines(InputStream in, HeaderLine headerLine, Runnable atEnd, Consumer<String> warnings) {
    this.queue = new LineQueue(headerLine);
    this.atEnd = atEnd;
    queue.begin();
    Thread reader = new Thread(() -> read(in, warnings), "lines-stdin");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream in, Consumer<String> warnings) {
    LineCutter cutter = new LineCutter(queue);
    try {
      cutter.cut(in);
      cutter.end();
    } catch (IOException e) {
      warnings.accept("Standard input can't be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hasEnded = true;
  }

  @Override
  public String name() {
    return "stdin";
  }

  @Override
  public LineBatch read(String position, InvocationDeadline deadline) {
    boolean wasEnded = hasEnded;
    LineBatch batch = queue.take(position);
    if (wasEnded && batch.lines().isEmpty() && batch.flawed().isEmpty()) {
      atEnd.run();
    }
    return batch;
  }

  @Override
  public void close() {
    queue.close();
  }
}
