package dev.sluice.core.alert.memory;

import dev.sluice.core.alert.text.ValueText;
import java.util.Arrays;

/**
 * What one rule remembers of one group. Times are epoch milliseconds; which of the values are in
 * use depends on the rule. Mutable, because it changes with every record.
 */
public final class Memory {
  public static final long NONE = Long.MIN_VALUE;

  /** Arrival of the latest reading. */
  public static final int SEEN = 0;

  /** From when on silence counts: {@link #SEEN}, or later if the whole shard was silent since. */
  public static final int QUIET = 1;

  /** The newest event time. */
  public static final int NEWEST = 2;

  /** Event time of the reading that others are compared with. */
  public static final int ANCHOR = 3;

  /** Number of the period that is being added up. */
  public static final int PERIOD = 4;

  /** Its readings. */
  public static final int COUNT = 5;

  /** Since when the rule's condition holds without a break. */
  public static final int ONSET = 6;

  /** Since when the violation lasts that was told or merged. */
  public static final int BEGAN = 7;

  /** When the last violation ended, if that is still to be told, and when it had begun. */
  public static final int ENDED = 8;

  public static final int ENDED_FROM = 9;

  /** The number that the next is compared with; sum, lowest and highest of a period. */
  public static final int NUMBER = 0;

  public static final int SUM = 1;
  public static final int LOW = 2;
  public static final int HIGH = 3;

  private static final String LONG_NAMES = "sqtapcobef";
  private static final String DOUBLE_NAMES = "nulh";
  private static final char TEXT_NAME = 'v';
  private static final int RADIX = Character.MAX_RADIX;

  private final long[] longs = new long[LONG_NAMES.length()];
  private final double[] doubles = new double[DOUBLE_NAMES.length()];
  private String text = "";

  public Memory() {
    Arrays.fill(longs, NONE);
    Arrays.fill(doubles, Double.NaN);
  }

  public long get(int which) {
    return longs[which];
  }

  public void set(int which, long value) {
    longs[which] = value;
  }

  public boolean has(int which) {
    return longs[which] != NONE;
  }

  public void clear(int which) {
    longs[which] = NONE;
  }

  public double number(int which) {
    return doubles[which];
  }

  public void setNumber(int which, double value) {
    doubles[which] = value;
  }

  /** The last value as {@link ValueText}; empty if none is kept. */
  public String text() {
    return text;
  }

  public void setText(String value) {
    text = value;
  }

  public void copyFrom(Memory other) {
    System.arraycopy(other.longs, 0, longs, 0, longs.length);
    System.arraycopy(other.doubles, 0, doubles, 0, doubles.length);
    text = other.text;
  }

  /** What is in use, each value behind its letter, e.g. {@code skx2n4w0 n21.5 vopen}. */
  public String encoded() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < longs.length; i++) {
      if (longs[i] != NONE) {
        out.append(LONG_NAMES.charAt(i)).append(Long.toString(longs[i], RADIX)).append(' ');
      }
    }
    for (int i = 0; i < doubles.length; i++) {
      if (!Double.isNaN(doubles[i])) {
        out.append(DOUBLE_NAMES.charAt(i)).append(doubles[i]).append(' ');
      }
    }
    return out.append(TEXT_NAME).append(text).toString();
  }

  /**
   * Reads what {@link #encoded} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Memory decode(String encoded) {
    Memory memory = new Memory();
    int at = 0;
    while (at < encoded.length() && encoded.charAt(at) != TEXT_NAME) {
      int end = encoded.indexOf(' ', at);
      if (end < 0) {
        throw new IllegalArgumentException("'" + encoded + "' is no memory");
      }
      memory.read(encoded.charAt(at), encoded.substring(at + 1, end));
      at = end + 1;
    }
    if (at >= encoded.length()) {
      throw new IllegalArgumentException("'" + encoded + "' is no memory");
    }
    memory.text = encoded.substring(at + 1);
    return memory;
  }

  private void read(char name, String value) {
    int index = LONG_NAMES.indexOf(name);
    if (index >= 0) {
      longs[index] = Long.parseLong(value, RADIX);
    } else if (DOUBLE_NAMES.indexOf(name) >= 0) {
      doubles[DOUBLE_NAMES.indexOf(name)] = Double.parseDouble(value);
    } else {
      throw new IllegalArgumentException("A memory has no '" + name + "'");
    }
  }
}
