package dev.sluice.core.record;

import java.util.Arrays;

/**
 * A text in JSON, without its quotes and escapes, as UTF-8: a slice of the JSON itself if nothing
 * in it is escaped. Reused from text to text.
 */
final class JsonText {
  /**
   * What is no text of JSON, or not for us: a control character, half of a surrogate pair, bytes
   * that are not UTF-8, more bytes than the parser takes characters.
   */
  static final int NONE = -1;

  private static final String LETTERS = "\"\\/bfnrtu";
  private static final String MEANT = "\"\\/\b\f\n\r\t";
  private static final int HEX_DIGITS = 4;

  private byte[] unescaped = new byte[256];
  private byte[] bytes;
  private int from;
  private int to;

  /**
   * Reads the text that begins there, behind its quote.
   *
   * @return the place behind the closing quote; or {@link #NONE}, also if there is no such quote
   */
  int read(byte[] json, int start, int end) {
    int at = plainEnd(json, start, end);
    while (at < end) {
      byte next = json[at];
      if (next == '"') {
        bytes = json;
        from = start;
        to = at;
        return at - start > JsonLimits.TEXT_LENGTH ? NONE : at + 1;
      }
      if (next == '\\') {
        return readEscaped(json, start, at, end);
      }
      int length = lengthOf(json, at, end);
      if (length == 0) {
        return NONE;
      }
      at = plainEnd(json, at + length, end);
    }
    return NONE;
  }

  /** Where something comes that is not to be taken as it is. */
  private static int plainEnd(byte[] json, int start, int end) {
    for (int at = start; at < end; at++) {
      byte next = json[at];
      if (next < ' ' || next == '"' || next == '\\') {
        return at;
      }
    }
    return end;
  }

  /** How many bytes the character has that is not ASCII; 0 if it is none, or a control. */
  private static int lengthOf(byte[] json, int at, int end) {
    return json[at] < 0 ? Utf8Text.sequenceLength(json, at, end) : 0;
  }

  /** Reads on from the first escape, into a copy. */
  private int readEscaped(byte[] json, int start, int escape, int end) {
    bytes = unescaped;
    from = 0;
    to = 0;
    append(json, start, escape - start);
    int at = escape;
    while (at < end && at >= 0 && to <= JsonLimits.TEXT_LENGTH) {
      byte next = json[at];
      if (next == '"') {
        return at + 1;
      }
      if (next == '\\') {
        at = unescape(json, at + 1, end);
        continue;
      }
      int length = next >= ' ' ? 1 : lengthOf(json, at, end);
      if (length == 0) {
        return NONE;
      }
      append(json, at, length);
      at += length;
    }
    return NONE;
  }

  private void append(byte[] json, int start, int length) {
    ensure(length);
    System.arraycopy(json, start, bytes, to, length);
    to += length;
  }

  private void ensure(int more) {
    if (to + more > unescaped.length) {
      unescaped = Arrays.copyOf(unescaped, 2 * (to + more));
      bytes = unescaped;
    }
  }

  /** Reads what stands behind a backslash; the place behind it. */
  private int unescape(byte[] json, int at, int end) {
    int letter = at < end ? LETTERS.indexOf(json[at]) : -1;
    if (letter < 0) {
      return NONE;
    }
    if (letter < MEANT.length()) {
      ensure(1);
      bytes[to++] = (byte) MEANT.charAt(letter);
      return at + 1;
    }
    int first = hex(json, at + 1, end);
    int behind = at + 1 + HEX_DIGITS;
    if (first < 0 || !Character.isSurrogate((char) first)) {
      return encode(first, behind);
    }
    boolean isSecondEscaped = behind + 1 < end && json[behind] == '\\' && json[behind + 1] == 'u';
    int second = isSecondEscaped ? hex(json, behind + 2, end) : NONE;
    boolean isPair = second >= 0 && Character.isSurrogatePair((char) first, (char) second);
    return encode(
        isPair ? Character.toCodePoint((char) first, (char) second) : NONE,
        behind + 2 + HEX_DIGITS);
  }

  private int encode(int codePoint, int behind) {
    if (codePoint < 0) {
      return NONE;
    }
    ensure(Utf8Text.MOST_BYTES);
    to = Utf8Text.encode(codePoint, bytes, to);
    return behind;
  }

  private static int hex(byte[] json, int start, int end) {
    int value = 0;
    for (int at = start; at < start + HEX_DIGITS; at++) {
      int digit = at < end && json[at] > 0 ? Character.digit(json[at], 16) : -1;
      if (digit < 0) {
        return NONE;
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  /** Where the text lies: from {@link #from} to {@link #to}, until the next one is read. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Whether it stood so in the JSON, without an escape. */
  boolean isVerbatim() {
    return bytes != unescaped;
  }
}
