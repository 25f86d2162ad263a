package dev.sluice.core.trusted.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.RowSink;
import java.io.ByteArrayOutputStream;

/** Rejects what is broken in an object; parts without a record between them are one. */
final class BrokenParts {
  private static final int MOST_KEPT = 1 << 24;

  private final String key;
  private final RowSink rows;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private String reason = "";
  private String first = "";
  private long line;
  private long start;
  private long end;
  private long count;

  BrokenParts(String key, RowSink rows) {
    this.key = key;
    this.rows = rows;
  }

  /**
   * Rejects what was added last.
   *
   * @throws RawReader.MisshapenException if more was rejected than taken
   */
  void end(long taken) throws RawReader.MisshapenException {
    flush();
    if (count > taken) {
      throw new RawReader.MisshapenException(
          "not JSON: %d of %d parts are invalid, the first: %s"
              .formatted(count, count + taken, first));
    }
  }

  /**
   * Adds a part, to be rejected when it is known that the next one is not a continuation.
   *
   * @param from where it begins
   * @param to where it ends
   */
  void add(long from, long to, Part part) {
    if (reason.isEmpty() || from != end) {
      flush();
      reason = part.reason();
      line = part.line();
      start = from;
    }
    end = to;
    bytes.write(part.bytes(), 0, Math.min(part.bytes().length, MOST_KEPT - bytes.size()));
  }

  /** Rejects what was added. To be called before a record is taken, and at the end. */
  void flush() {
    if (!reason.isEmpty()) {
      boolean isCut = end - start > MOST_KEPT;
      String told = isCut ? reason + ", of which the first 16 MiB are kept" : reason;
      Part part = new Part(line, told, bytes.toByteArray());
      reason = "";
      bytes.reset();
      reject(part, start, end);
    }
  }

  /** Rejects a part at once, which stands there. */
  void reject(Part part, long from, long to) {
    count++;
    rows.at(from, to);
    first = first.isEmpty() ? part.reason() : first;
    String text = new String(part.bytes(), UTF_8).stripTrailing();
    rows.reject(new FlawedText(key, part.line(), part.reason(), text, part.bytes()));
  }

  /** What is broken, up to a limit of bytes. */
  record Part(long line, String reason, byte[] bytes) {}
}
