package dev.sluice.core.event;

import java.util.Arrays;

/** Decodes base64 (RFC 4648, padded) from characters into a given array, without a copy between. */
final class Base64Text {
  private static final byte[] VALUES = values();

  private Base64Text() {}

  /** The most bytes that so many characters decode to. */
  static int maxDecodedLength(int characters) {
    return characters / 4 * 3;
  }

  /** Returns where the decoded bytes end in {@code out}, or -1 if the text is not base64. */
  static int decode(char[] in, int offset, int length, byte[] out, int at) {
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
      out[to++] = (byte) (bits >> 16);
      out[to++] = (byte) (bits >> 8);
      out[to++] = (byte) bits;
    }
    return decodeLast(in, stop, out, to);
  }

  private static int decodeLast(char[] in, int from, byte[] out, int at) {
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

  private static int quantum(char a, char b, char c, char d) {
    if ((a | b | c | d) > 127) {
      return -1;
    }
    return VALUES[a] << 18 | VALUES[b] << 12 | VALUES[c] << 6 | VALUES[d];
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int value = 0; value < alphabet.length(); value++) {
      values[alphabet.charAt(value)] = (byte) value;
    }
    return values;
  }
}
