package dev.sluice.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks that bytes are UTF-8, strictly: Jackson lets overlong forms and surrogates pass. */
public final class Utf8Text {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

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
  private static int sequenceLength(byte[] data, int at, int end) {
    int first = data[at] & 0xFF;
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > end) {
      return 0;
    }
    int second = data[at + 1] & 0xFF;
    for (int i = 1; i < length; i++) {
      if ((data[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    boolean outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
  }
}
