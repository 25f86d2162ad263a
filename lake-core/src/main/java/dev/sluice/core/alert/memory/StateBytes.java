package dev.sluice.core.alert.memory;

/** How many bytes texts take in the state. */
final class StateBytes {
  private static final int ESCAPED = 6;

  private StateBytes() {}

  /** The bytes of a text as ASCII JSON, at most. */
  static int of(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
      size += plain ? 1 : ESCAPED;
    }
    return size;
  }
}
