package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.source.LinesSource.Csv;
import dev.sluice.core.pipeline.source.LinesSource.Format;
import java.util.Optional;

/**
 * Which line of an input names its columns: the first one that is not a comment.
 *
 * @param isThere whether one does
 * @param comment what a comment begins with
 */
record HeaderLine(boolean isThere, Optional<Character> comment) {
  static final HeaderLine NONE = new HeaderLine(false, Optional.empty());
  static final HeaderLine FIRST = new HeaderLine(true, Optional.empty());

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  static HeaderLine of(Format format) {
    return format instanceof Csv csv && csv.columns().isEmpty()
        ? new HeaderLine(true, csv.dialect().comment())
        : NONE;
  }

  /** A search for it from the first line on. */
  Search search() {
    return new Search();
  }

  /** Ends with the line that names the columns. */
  final class Search implements LineCutter.Sink {
    private String text = "";
    private long rows;
    private boolean isFound;

    @Override
    public void line(byte[] line) {
      rows++;
      if (!isComment(line)) {
        text = new String(line, UTF_8);
        isFound = true;
      }
    }

    @Override
    public void overlong(String beginning) {
      line(beginning.getBytes(UTF_8));
    }

    @Override
    public boolean isOpen() {
      return !isFound;
    }

    /** The line; empty as long as there is none. */
    String text() {
      return text;
    }

    /** How many lines there are up to it. */
    long rows() {
      return rows;
    }
  }

  boolean isComment(byte[] line) {
    if (comment.isEmpty()) {
      return false;
    }
    String text = new String(line, UTF_8);
    String first = comment.get().toString();
    return text.startsWith(first) || text.startsWith(BYTE_ORDER_MARK + first);
  }
}
