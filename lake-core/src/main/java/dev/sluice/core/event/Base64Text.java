package dev.sluice.core.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Decodes base64 (RFC 4648, padded) from ASCII into a given array, without a copy between. */
final class Base64Text {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** The value of each character; negative if it is not one of base64. */
  private static final byte[] VALUES = values();

  private Base64Text() {}

  /** The most bytes that are written for so many characters. */
  static int maxDecodedLength(int characters) {
    return characters / 4 * 3;
  }

  /** Returns where the decoded bytes end in {@code out}, or -1 if the text is not base64. */
  static int decode(byte[] in, int offset, int length, byte[] out, int at) {
    if (length == 0 || length % 4 != 0) {
      return length == 0 ? at : -1;
    }
    int stop = offset + length - 4;
    int to = at;
    for (int from = offset; from < stop; from += 4) {
      int bits = quantum(in[from], in[from + 1], in[from + 2], in[from + 3]);
      if (bits < 0) {
        return -1;
      }
      // Four bytes at once; the next quantum, of which there is one, begins with the fourth.
      INTS.set(out, to, bits << 8);
      to += 3;
    }
    return decodeLast(in, stop, out, to);
  }

  private static int decodeLast(byte[] in, int from, byte[] out, int at) {
    boolean two = in[from + 3] == '=';
    boolean one = two && in[from + 2] == '=';
    int bits = quantum(in[from], in[from + 1], one ? 'A' : in[from + 2], two ? 'A' : in[from + 3]);
    if (bits < 0) {
      return -1;
    }
    out[at] = (byte) (bits >> 16);
    if (one) {
      return at + 1;
    }
    out[at + 1] = (byte) (bits >> 8);
    if (two) {
      return at + 2;
    }
    out[at + 2] = (byte) bits;
    return at + 3;
  }

  /** Negative if one of them is not of base64. */
  private static int quantum(int a, int b, int c, int d) {
    return VALUES[a & 0xFF] << 18
        | VALUES[b & 0xFF] << 12
        | VALUES[c & 0xFF] << 6
        | VALUES[d & 0xFF];
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int value = 0; value < alphabet.length(); value++) {
      values[alphabet.charAt(value)] = (byte) value;
    }
    return values;
  }
}
