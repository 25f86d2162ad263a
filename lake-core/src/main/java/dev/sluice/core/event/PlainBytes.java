package dev.sluice.core.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Texts of JSON in plain ASCII, eight bytes at a time. */
final class PlainBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;
  private static final long SPACES = 0x2020202020202020L;

  private PlainBytes() {}

  /**
   * The first byte that is a quote, a backslash, a control character or not ASCII.
   *
   * @param bytes with seven bytes behind the first such byte
   */
  static int end(byte[] bytes, int from) {
    int at = from;
    while (true) {
      long eight = (long) LONGS.get(bytes, at);
      long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES) | lows(eight) | eight;
      found &= HIGH_BITS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += Long.BYTES;
    }
  }

  /** The lowest high bit is that of the first byte that is 0; those above it mean nothing. */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }

  /** The same of the first byte below a space. */
  private static long lows(long eight) {
    return (eight - SPACES) & ~eight;
  }
}
