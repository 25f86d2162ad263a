package dev.sluice.core.record;

import dev.sluice.core.pipeline.TimeFormat;
import java.util.Arrays;

/**
 * The needed fields of one record, reused from record to record: numbers as {@code double}, texts
 * as slices of one growing array, so that a record that violates nothing allocates nothing here.
 *
 * <p>A field that is missing, null, an object or an array is absent. A number and a boolean also
 * have a text: the characters of the JSON.
 */
public final class Slots {
  private static final byte ABSENT = 0;
  private static final byte TEXT = 1;
  private static final byte NUMBER = 2;
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  private final TimeReader times;
  private final byte[] kinds;
  private final double[] numbers;
  private final int[] starts;
  private final int[] lengths;
  private char[] chars = new char[256];
  private int used;

  /** With times as they usually are. */
  public Slots(int size) {
    this(size, TimeFormat.USUAL);
  }

  /**
   * Empty ones.
   *
   * @param format of the times
   */
  public Slots(int size, TimeFormat format) {
    times = new TimeReader(format);
    kinds = new byte[size];
    numbers = new double[size];
    starts = new int[size];
    lengths = new int[size];
  }

  public void clear() {
    Arrays.fill(kinds, ABSENT);
    used = 0;
  }

  void setAbsent(int slot) {
    kinds[slot] = ABSENT;
  }

  void setNumber(int slot, double number, char[] source, int offset, int length) {
    setText(slot, source, offset, length);
    kinds[slot] = NUMBER;
    numbers[slot] = number;
  }

  public void setText(int slot, char[] source, int offset, int length) {
    if (used + length > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(used + length, chars.length * 2));
    }
    System.arraycopy(source, offset, chars, used, length);
    kinds[slot] = TEXT;
    starts[slot] = used;
    lengths[slot] = length;
    used += length;
  }

  public boolean isPresent(int slot) {
    return kinds[slot] != ABSENT;
  }

  public boolean isNumber(int slot) {
    return kinds[slot] == NUMBER;
  }

  /** The number; only if {@link #isNumber}. */
  public double number(int slot) {
    return numbers[slot];
  }

  /** Whether it is exactly that number, also where doubles can't tell neighbours apart. */
  public boolean isWhole(int slot, long value) {
    if (!isNumber(slot) || numbers[slot] != value) {
      return false;
    }
    if (Math.abs(value) < EXACT_IN_DOUBLE) {
      return true;
    }
    DecimalText exact = new DecimalText();
    return exact.read(chars, starts[slot], lengths[slot])
        && exact.isLong()
        && exact.longValue() == value;
  }

  /** The text, new at each call, or null if the slot is absent. */
  public String text(int slot) {
    return isPresent(slot) ? new String(chars, starts[slot], lengths[slot]) : null;
  }

  /** The time, epoch milliseconds; {@link EventTime#UNPARSABLE} if it is not one. */
  public long timeMillis(int slot) {
    return isPresent(slot)
        ? times.millis(chars, starts[slot], lengths[slot])
        : EventTime.UNPARSABLE;
  }

  /** The hash code that the text's string would have; 0 if the slot is absent. */
  public int textHash(int slot) {
    int hash = 0;
    if (isPresent(slot)) {
      for (int i = starts[slot]; i < starts[slot] + lengths[slot]; i++) {
        hash = 31 * hash + chars[i];
      }
    }
    return hash;
  }

  public boolean textEquals(int slot, String value) {
    return isPresent(slot) && lengths[slot] == value.length() && matchesAt(starts[slot], value);
  }

  public boolean textContains(int slot, String value) {
    if (!isPresent(slot)) {
      return false;
    }
    int last = starts[slot] + lengths[slot] - value.length();
    for (int at = starts[slot]; at <= last; at++) {
      if (matchesAt(at, value)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesAt(int start, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (chars[start + i] != value.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
