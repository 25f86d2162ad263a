package dev.sluice.localaws.esm;

/**
 * The part of a shard's records that is delivered in order, one batch at a time. All records of a
 * partition key are in one lane. How Lambda deals keys to lanes is not documented; here it is by a
 * hash.
 *
 * @param number from 0 on
 * @param count of the shard's lanes
 */
record Lane(int number, int count) {
  /** A prime near the golden ratio's share of 32 bits, which spreads keys that differ little. */
  private static final int SPREAD = 0x9E3779B1;

  private static final int UPPER_BITS = 16;

  Lane {
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException("Lane %d is not one of %d".formatted(number, count));
    }
  }

  boolean has(String partitionKey) {
    return count == 1 || ((partitionKey.hashCode() * SPREAD) >>> UPPER_BITS) % count == number;
  }
}
