package dev.sluice.core.trusted.rows;

import java.util.Arrays;

/**
 * Values one after the other, so that the unsigned order of the bytes is the order of the values:
 * null, then what is there.
 */
final class OrderedBytes {
  private static final int NULL = 0;
  private static final int VALUE = 1;
  private static final int ZERO = 0x80;

  private byte[] bytes = new byte[64];
  private int length;

  void clear() {
    length = 0;
  }

  void addNull() {
    add(NULL);
  }

  /** A head that tells sign and length, and no more bytes than the number needs. */
  void addLong(long value) {
    int count = (71 - Long.numberOfLeadingZeros(value < 0 ? ~value : value)) / 8;
    add(value < 0 ? ZERO - 1 - count : ZERO + count);
    addLast(count, value);
  }

  void addDouble(double value) {
    long bits = Double.doubleToRawLongBits(value);
    add(VALUE);
    addLast(Long.BYTES, bits ^ (bits >> 63 | Long.MIN_VALUE));
  }

  /** A zero in it is told from its end by what follows. */
  void addText(byte[] text, int offset, int count) {
    add(VALUE);
    for (int i = offset; i < offset + count; i++) {
      add(text[i]);
      if (text[i] == 0) {
        add(0xFF);
      }
    }
    add(0);
    add(0);
  }

  /** A number from 0 on, in so many bytes. */
  void addLast(int count, long value) {
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      add((int) (value >>> shift));
    }
  }

  private void add(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) value;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }
}
