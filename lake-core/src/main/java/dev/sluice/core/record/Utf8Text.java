package dev.sluice.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks that bytes are UTF-8, strictly: Jackson lets overlong forms and surrogates pass. */
public final class Utf8Text {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** How many bytes a character has at most. */
  public static final int MOST_BYTES = 4;

  private Utf8Text() {}

  static boolean isValid(byte[] data, int from, int end) {
    int at = from;
    while (at < end) {
      if (data[at] >= 0) {
        at = skipAscii(data, at, end);
        continue;
      }
      int length = sequenceLength(data, at, end);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /**
   * Puts 0xFE, which Jackson refuses too, into sequences that Jackson takes for characters, but
   * that UTF-8 does not have, and in the place of 0xFF, which Jackson takes for the end of a short
   * name.
   *
   * @param before the byte that came before
   * @return the last byte, as it was
   */
  public static int spoilWrong(byte[] data, int from, int end, int before) {
    int previous = before;
    int at = from;
    while (at < end) {
      if (data[at] >= 0) {
        at = skipAscii(data, at, end);
        previous = 0;
        continue;
      }
      int next = data[at] & 0xFF;
      if ((next & 0xFE) == 0xC0 || next >= 0xF5 || isWrong(previous, next)) {
        data[at] = (byte) 0xFE;
      }
      previous = next;
      at++;
    }
    return previous;
  }

  /** Whether the byte before and this one begin an overlong form, a surrogate or no character. */
  private static boolean isWrong(int first, int second) {
    return switch (first) {
      case 0xE0 -> second < 0xA0;
      case 0xED -> second > 0x9F;
      case 0xF0 -> second < 0x90;
      case 0xF4 -> second > 0x8F;
      default -> false;
    };
  }

  /** Whether the text holds half of a surrogate pair, which no encoding can write. */
  public static boolean hasHalfOfAPair(char[] text, int from, int length) {
    int end = from + length;
    for (int at = from; at < end; at++) {
      if (Character.isSurrogate(text[at])) {
        boolean isPair = at + 1 < end && Character.isSurrogatePair(text[at], text[at + 1]);
        if (!isPair) {
          return true;
        }
        at++;
      }
    }
    return false;
  }

  private static int skipAscii(byte[] data, int from, int end) {
    int at = from;
    while (at + Long.BYTES <= end && ((long) LONGS.get(data, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < end && data[at] >= 0) {
      at++;
    }
    return at;
  }

  /** The length of the multi-byte character at that place; 0 if it is none. */
  static int sequenceLength(byte[] data, int at, int end) {
    int first = data[at] & 0xFF;
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > end) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((data[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return isWrong(first, data[at + 1] & 0xFF) ? 0 : length;
  }

  /**
   * Writes a character, which is no surrogate.
   *
   * @return the place behind it
   */
  public static int encode(int codePoint, byte[] into, int at) {
    int to = at;
    if (codePoint < 0x80) {
      into[to++] = (byte) codePoint;
      return to;
    }
    if (codePoint < 0x800) {
      into[to++] = (byte) (0xC0 | (codePoint >> 6));
    } else {
      if (codePoint < 0x10000) {
        into[to++] = (byte) (0xE0 | (codePoint >> 12));
      } else {
        into[to++] = (byte) (0xF0 | (codePoint >> 18));
        into[to++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      }
      into[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    }
    into[to++] = (byte) (0x80 | (codePoint & 0x3F));
    return to;
  }
}
