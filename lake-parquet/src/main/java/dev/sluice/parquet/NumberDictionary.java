package dev.sluice.parquet;

import java.util.Arrays;

/** Numbers of a column by the places at which they came first. */
final class NumberDictionary {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Places plus 1; 0: free. At most a quarter of them are taken. */
  private int[] table = new int[1 << 9];

  private long[] numbers = new long[1 << 7];
  private int count;

  /** Leaves as many bits of a hash as a place in the table has: the upper ones are mixed best. */
  private int shift = Long.SIZE - 9;

  /** The number's place, which is the next one if it is new; or {@link Probes#NO_PLACE}. */
  int idOf(long bits) {
    int probes = 0;
    int mask = table.length - 1;
    int at = (int) (bits * MIX >>> shift);
    for (int entry = table[at]; entry != 0; entry = table[at]) {
      if (numbers[entry - 1] == bits) {
        return entry - 1;
      }
      if (++probes > Probes.MOST) {
        return Probes.NO_PLACE;
      }
      at = at + 1 & mask;
    }
    table[at] = count + 1;
    numbers[count] = bits;
    if (++count == numbers.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    numbers = Arrays.copyOf(numbers, 2 * count);
    table = new int[2 * table.length];
    shift--;
    int mask = table.length - 1;
    for (int i = 0; i < count; i++) {
      int at = (int) (numbers[i] * MIX >>> shift);
      while (table[at] != 0) {
        at = at + 1 & mask;
      }
      table[at] = i + 1;
    }
  }

  long get(int id) {
    return numbers[id];
  }

  int count() {
    return count;
  }
}
