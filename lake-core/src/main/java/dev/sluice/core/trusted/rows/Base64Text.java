package dev.sluice.core.trusted.rows;

/** Reads base64 (RFC 4648) of either alphabet, with or without padding, and nothing else. */
final class Base64Text {
  private Base64Text() {}

  /** Puts the bytes into an array from a place on; returns how many, or -1: it is not base64. */
  static int decode(char[] text, int offset, int length, byte[] into, int place) {
    int end = offset + length;
    while (end > offset && offset + length - end < 2 && text[end - 1] == '=') {
      end--;
    }
    int digits = end - offset;
    boolean isPadded = digits < length;
    if (digits % 4 == 1 || (isPadded && length % 4 != 0)) {
      return -1;
    }
    int to = place;
    int bits = 0;
    int held = 0;
    for (int at = offset; at < end; at++) {
      int value = value(text[at]);
      if (value < 0) {
        return -1;
      }
      held = held << 6 | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        into[to++] = (byte) (held >>> bits);
        held &= (1 << bits) - 1;
      }
    }
    return held == 0 ? to - place : -1;
  }

  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
  }
}
