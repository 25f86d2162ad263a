package dev.sluice.core.raw;

import java.util.Arrays;

/**
 * Puts a JSON value that was written over several lines onto one. In valid JSON a line break can
 * only stand between tokens, so leaving out the white space there changes no value, not even how a
 * number is written.
 */
final class JsonLine {
  private JsonLine() {}

  /** Whether the slice holds a line break. */
  static boolean isBroken(byte[] data, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      if (data[at] == '\n' || data[at] == '\r') {
        return true;
      }
    }
    return false;
  }

  /** The valid JSON in the slice without white space between its tokens. */
  static byte[] compacted(byte[] data, int offset, int length) {
    byte[] line = new byte[length];
    int to = 0;
    boolean inString = false;
    boolean escaped = false;
    for (int from = offset; from < offset + length; from++) {
      byte next = data[from];
      if (inString || !(next == ' ' || next == '\n' || next == '\r' || next == '\t')) {
        line[to++] = next;
      }
      boolean quote = next == '"' && !escaped;
      escaped = inString && next == '\\' && !escaped;
      inString ^= quote;
    }
    return Arrays.copyOf(line, to);
  }
}
