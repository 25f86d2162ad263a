package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.util.ArrayList;
import java.util.List;

/** Lines that came and were not taken yet. Who brings them waits while there are too many. */
final class LineQueue implements LineCutter.Sink {
  static final String OVERLONG = "a line of more than 1 MiB, which no stream takes";
  private static final int MOST_MISSED = 1_000;

  private final HeaderLine headerLine;
  private List<LineBatch.Line> lines = new ArrayList<>();
  private List<LineBatch.Flawed> flawed = new ArrayList<>();
  private List<MissedRequest> missed = new ArrayList<>();
  private String header = "";
  private boolean expectsHeader;
  private long count;
  private long bytes;
  private boolean isClosed;

  /** With the line that names the columns, if there is such a line. */
  LineQueue(HeaderLine headerLine) {
    this.headerLine = headerLine;
  }

  /** A program has begun: one of its lines names the columns. */
  synchronized void begin() {
    expectsHeader = headerLine.isThere();
  }

  @Override
  public synchronized void line(byte[] line) throws InterruptedException {
    if (expectsHeader) {
      if (headerLine.isComment(line)) {
        return;
      }
      // Lines under another header wait until those before them are taken.
      await(0);
      header = new String(line, UTF_8);
      expectsHeader = false;
      return;
    }
    await(LineInput.MOST_BYTES);
    lines.add(new LineBatch.Line(++count, line));
    bytes += line.length + 1L;
  }

  @Override
  public synchronized void overlong(String beginning) throws InterruptedException {
    await(LineInput.MOST_BYTES);
    flawed.add(new LineBatch.Flawed(++count, OVERLONG, beginning));
    bytes += beginning.length();
  }

  private void await(int most) throws InterruptedException {
    while (!isClosed && (bytes > most || lines.size() + flawed.size() >= LineInput.MOST_LINES)) {
      wait();
    }
  }

  @Override
  public synchronized boolean isOpen() {
    return !isClosed;
  }

  /** What should have brought lines did not. */
  synchronized void missed(String what, String reason) {
    if (missed.size() < MOST_MISSED) {
      missed.add(new MissedRequest(what, reason));
    }
  }

  /** All that came. */
  synchronized LineBatch take(String position) {
    LineBatch batch = new LineBatch(lines, header, flawed, missed, position);
    lines = new ArrayList<>();
    flawed = new ArrayList<>();
    missed = new ArrayList<>();
    bytes = 0;
    notifyAll();
    return batch;
  }

  synchronized void close() {
    isClosed = true;
    notifyAll();
  }
}
