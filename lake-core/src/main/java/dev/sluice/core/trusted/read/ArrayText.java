package dev.sluice.core.trusted.read;

import java.util.Arrays;

/** The items of an array as one text. */
final class ArrayText {
  private final char[] between;
  private char[] chars = new char[64];
  private int length;
  private boolean isEmpty = true;

  ArrayText(String between) {
    this.between = between.toCharArray();
  }

  void clear() {
    length = 0;
    isEmpty = true;
  }

  void add(char[] text, int offset, int count) {
    if (!isEmpty) {
      append(between, 0, between.length);
    }
    isEmpty = false;
    append(text, offset, count);
  }

  private void append(char[] text, int offset, int count) {
    if (length + count > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(length + count, 2 * chars.length));
    }
    System.arraycopy(text, offset, chars, length, count);
    length += count;
  }

  boolean isEmpty() {
    return isEmpty;
  }

  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }
}
