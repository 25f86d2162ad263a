package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.lines.LineInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts bytes into lines. Empty ones are passed over; of one that is too long the beginning is kept.
 */
final class LineCutter {
  private static final int BUFFER = 1 << 13;
  private static final int KEPT = 100_000;

  /** Takes lines. */
  interface Sink {
    void line(byte[] bytes) throws InterruptedException;

    void overlong(String beginning) throws InterruptedException;

    /** Whether there is room for more. */
    default boolean isOpen() {
      return true;
    }
  }

  private final Sink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long dropped;
  private long whole;

  LineCutter(Sink sink) {
    this.sink = sink;
  }

  /** Cuts all that comes, until the end or until the sink is closed. */
  void cut(InputStream in) throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      for (int i = 0; i < read; i++) {
        take(buffer[i]);
        if (buffer[i] == '\n' && !sink.isOpen()) {
          return;
        }
      }
    }
  }

  private void take(byte next) throws InterruptedException {
    if (next == '\n') {
      end();
    } else if (line.size() < LineInput.LONGEST_LINE) {
      line.write(next);
    } else {
      dropped++;
    }
  }

  /** Takes what is there for a line. */
  void end() throws InterruptedException {
    byte[] bytes = line.toByteArray();
    line.reset();
    int length = bytes.length;
    whole += length + dropped + 1;
    if (dropped > 0) {
      dropped = 0;
      sink.overlong(new String(bytes, 0, KEPT, UTF_8));
      return;
    }
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    byte[] taken = Arrays.copyOf(bytes, length);
    if (!new String(taken, UTF_8).isBlank()) {
      sink.line(taken);
    }
  }

  /** How many bytes there are of a line whose end has not come. */
  long unfinished() {
    return line.size() + dropped;
  }

  /** How many bytes the lines had that are ended, with their ends. */
  long whole() {
    return whole;
  }
}
