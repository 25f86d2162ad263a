package dev.sluice.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A text as bytes of UTF-8 that lie in others, reused from text to text. */
public final class TextSlice {
  private byte[] bytes = {};
  private int from;
  private int to;
  private char[] chars = new char[64];

  void set(byte[] newBytes, int newFrom, int newTo) {
    bytes = newBytes;
    from = newFrom;
    to = newTo;
  }

  /** The bytes in which it lies, from {@link #from} on; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int from() {
    return from;
  }

  /** Its length in bytes. */
  public int length() {
    return to - from;
  }

  /** Makes its characters, and tells how many there are. */
  public int toChars() {
    int length = to - from;
    if (length > chars.length) {
      chars = new char[2 * length];
    }
    for (int i = 0; i < length; i++) {
      byte next = bytes[from + i];
      if (next < 0) {
        return decode(length);
      }
      chars[i] = (char) next;
    }
    return length;
  }

  private int decode(int length) {
    String decoded = new String(bytes, from, length, UTF_8);
    decoded.getChars(0, decoded.length(), chars, 0);
    return decoded.length();
  }

  /** The characters that {@link #toChars} made, from the first on. */
  public char[] chars() {
    return chars;
  }
}
