package dev.sluice.core.definition.yaml;

import java.util.Comparator;

/**
 * Something that is wrong with a file.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param path of the value, e.g. {@code trusted.readings.columns.reading.type}; empty for the whole
 *     file
 * @param message what is wrong, with which value, and the remedy
 */
public record Problem(int line, int column, String path, String message)
    implements Comparable<Problem> {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::path)
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return BY_PLACE.compare(this, other);
  }

  /** The problem as a line that editors and terminals can jump to. */
  public String print(String fileName) {
    String where = fileName + ":" + line + ":" + column + "  ";
    return path.isEmpty() ? where + message : where + path + ": " + message;
  }
}
