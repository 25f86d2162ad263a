package dev.sluice.localaws.kinesis.log;

import java.nio.charset.StandardCharsets;

/**
 * Sequence numbers of a shard: 56 digits like those of AWS, so that text order is number order.
 * They are made of 49, the second the stream was made in, the record's ordinal and the shard's
 * index, and so are the same in each run on the same clock.
 */
public record SequenceNumbers(long createdSecond, int shard) {
  private static final int LENGTH = 56;
  private static final int ORDINAL_AT = 14;
  private static final int SHARD_AT = 44;
  private static final int TAIL_AT = 52;

  /** The number of the n-th record, from 1 on; 0 is the shard's starting number. */
  public String of(long ordinal) {
    byte[] digits = new byte[LENGTH];
    fill(digits, 0, 2, 49);
    fill(digits, 2, ORDINAL_AT, createdSecond);
    fill(digits, ORDINAL_AT, SHARD_AT, ordinal);
    fill(digits, SHARD_AT, TAIL_AT, shard);
    fill(digits, TAIL_AT, LENGTH, 2);
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /**
   * The ordinal in a number of this shard.
   *
   * @throws IllegalArgumentException it is not one
   */
  public long ordinal(String number) {
    if (number.length() == LENGTH) {
      try {
        long ordinal = Long.parseLong(number, ORDINAL_AT, SHARD_AT, 10);
        if (of(ordinal).equals(number)) {
          return ordinal;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("Not a sequence number: " + number, e);
      }
    }
    throw new IllegalArgumentException("Not a sequence number of this shard: " + number);
  }

  private static void fill(byte[] digits, int from, int to, long value) {
    long rest = value;
    for (int i = to - 1; i >= from; i--) {
      digits[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
