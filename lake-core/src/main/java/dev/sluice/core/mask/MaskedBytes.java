package dev.sluice.core.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Collects masked records one after the other. */
final class MaskedBytes extends ByteArrayOutputStream {
  private static final int FIRST_PRINTABLE = 0x20;

  /** All bytes, longer than they need; not copied. */
  byte[] data() {
    return buf;
  }

  /** Forgets what was written from there on. */
  void cut(int size) {
    count = size;
  }

  /** Writes a text as JSON, half of a surrogate pair included. */
  void string(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      boolean isPair = Character.isHighSurrogate(each) && isLow(text, at + 1);
      if (isPair) {
        json.append(each).append(text.charAt(++at));
      } else if (each < FIRST_PRINTABLE || each == '"' || each == '\\' || isHalf(each)) {
        json.append("\\u%04x".formatted((int) each));
      } else {
        json.append(each);
      }
    }
    writeBytes(json.append('"').toString().getBytes(UTF_8));
  }

  private static boolean isLow(String text, int at) {
    return at < text.length() && Character.isLowSurrogate(text.charAt(at));
  }

  private static boolean isHalf(char each) {
    return Character.isSurrogate(each);
  }
}
