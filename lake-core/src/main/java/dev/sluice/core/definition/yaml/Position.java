package dev.sluice.core.definition.yaml;

/**
 * A place in a file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Position(int line, int column) {
  /** The first character of a file. */
  public static final Position START = new Position(1, 1);
}
