package dev.sluice.parquet;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** The least and the greatest of the texts of a page, in the order of their bytes. */
final class TextRange {
  private final boolean isSigned;
  private byte[] least = new byte[64];
  private byte[] greatest = new byte[64];
  private int leastLength;
  private int greatestLength;
  private boolean isEmpty = true;

  /**
   * An empty one.
   *
   * @param isSigned whether the first byte has a sign, as that of a decimal
   */
  TextRange(boolean isSigned) {
    this.isSigned = isSigned;
  }

  void clear() {
    isEmpty = true;
  }

  void add(byte[] text, int offset, int length) {
    if (isEmpty || compare(text, offset, length, greatest, greatestLength) > 0) {
      greatest = copy(text, offset, length, greatest);
      greatestLength = length;
    }
    if (isEmpty || compare(text, offset, length, least, leastLength) < 0) {
      least = copy(text, offset, length, least);
      leastLength = length;
    }
    isEmpty = false;
  }

  private int compare(byte[] text, int offset, int length, byte[] other, int otherLength) {
    if (isSigned && text[offset] != other[0]) {
      return Byte.compare(text[offset], other[0]);
    }
    return Arrays.compareUnsigned(text, offset, offset + length, other, 0, otherLength);
  }

  private static byte[] copy(byte[] text, int offset, int length, byte[] into) {
    byte[] roomy = length > into.length ? new byte[2 * length] : into;
    System.arraycopy(text, offset, roomy, 0, length);
    return roomy;
  }

  void putInto(Statistics<?> statistics) {
    statistics.updateStats(Binary.fromConstantByteArray(Arrays.copyOf(least, leastLength)));
    statistics.updateStats(Binary.fromConstantByteArray(Arrays.copyOf(greatest, greatestLength)));
  }
}
