package dev.sluice.core.trusted.flaw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What is wrong with a row that is being read, reused from row to row. It travels behind the row's
 * texts, so that only rows that end up in the table count: one after the other kind (1), count (4),
 * length of the key (4), length of the example (4), key, example. The key of a column's value is
 * its reason (1) and the column's place (4); that of a field its name.
 */
public final class PackedFlaws {
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final int COUNT = 1;
  static final int KEY_LENGTH = 5;
  static final int EXAMPLE_LENGTH = 9;
  static final int KEY = 13;
  static final int COLUMN_KEY = 5;

  /** Fields of a record told one by one; the rest is one flaw without a name. */
  private static final int MOST_FIELDS = 20;

  private static final int MOST_NAME = 120;

  private byte[] bytes = new byte[256];
  private int end;
  private int start;
  private int fields;

  /** Where the flaw is that stands for the fields beyond; 0: there is none. */
  private int others;

  public void clear() {
    end = 0;
    fields = 0;
    others = 0;
  }

  public boolean isEmpty() {
    return end == 0;
  }

  /** A column's value is not as it came. */
  public void add(int column, CastFlaw flaw, char[] text, int offset, int length) {
    begin(Flaw.Kind.CAST);
    ensure(COLUMN_KEY);
    bytes[end] = (byte) flaw.ordinal();
    INTS.set(bytes, end + 1, column);
    end += COLUMN_KEY;
    finish(text, offset, length);
  }

  /** A field is not known. */
  public void addField(String name, char[] text, int offset, int length) {
    if (fields < MOST_FIELDS) {
      begin(Flaw.Kind.UNKNOWN_FIELD);
      appendName(name.isEmpty() ? "\"\"" : name);
      finish(text, offset, length);
    } else if (others == 0) {
      begin(Flaw.Kind.UNKNOWN_FIELD);
      others = start;
      finish(text, offset, 0);
    } else {
      INTS.set(bytes, others + COUNT, (int) INTS.get(bytes, others + COUNT) + 1);
    }
    fields++;
  }

  private void begin(Flaw.Kind kind) {
    start = end;
    ensure(KEY);
    bytes[end] = (byte) kind.ordinal();
    INTS.set(bytes, end + COUNT, 1);
    end += KEY;
  }

  private void finish(char[] text, int offset, int length) {
    int key = end - start - KEY;
    append(text, offset, Math.min(length, Flaw.MOST_EXAMPLE + 1));
    INTS.set(bytes, start + KEY_LENGTH, key);
    INTS.set(bytes, start + EXAMPLE_LENGTH, end - start - KEY - key);
  }

  private void appendName(String name) {
    int length = Math.min(name.length(), MOST_NAME);
    ensure(2 * length);
    for (int i = 0; i < length; i++) {
      append(name.charAt(i));
    }
  }

  /** As UTF-16, so that also what is not Unicode can be shown. */
  private void append(char[] text, int offset, int length) {
    ensure(2 * length);
    for (int i = offset; i < offset + length; i++) {
      append(text[i]);
    }
  }

  private void append(char c) {
    bytes[end++] = (byte) c;
    bytes[end++] = (byte) (c >>> 8);
  }

  private void ensure(int more) {
    if (end + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end + more, 2 * bytes.length));
    }
  }

  /** Takes back what was said of a column's value: another one came for it. */
  public void forget(int column) {
    for (int at = find(column); at >= 0; at = find(column)) {
      remove(at);
    }
  }

  /** So that a field that comes again and again leaves nothing behind. */
  private void remove(int at) {
    int behind = next(bytes, at);
    System.arraycopy(bytes, behind, bytes, at, end - behind);
    end -= behind - at;
    others -= others > at ? behind - at : 0;
  }

  /** What is wrong with a column's value. */
  public CastFlaw of(int column) {
    int at = find(column);
    return at < 0 ? CastFlaw.NONE : CastFlaw.of(bytes[at + KEY]);
  }

  /** Where the flaw of that column's value begins; negative: there is none. */
  private int find(int column) {
    for (int at = 0; at < end; at = next(bytes, at)) {
      if (isOf(column, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isOf(int column, int at) {
    return bytes[at] == Flaw.Kind.CAST.ordinal() && (int) INTS.get(bytes, at + KEY + 1) == column;
  }

  /** Counts that the row was dropped for that column's value, if something is wrong with it. */
  public void countDropped(int column, FlawTable table) {
    int at = find(column);
    if (at >= 0) {
      table.add(Flaw.Kind.DROPPED, bytes, at);
    }
  }

  public int length() {
    return end;
  }

  public void copyTo(byte[] row, int at) {
    System.arraycopy(bytes, 0, row, at, end);
  }

  static int next(byte[] bytes, int at) {
    return at
        + KEY
        + (int) INTS.get(bytes, at + KEY_LENGTH)
        + (int) INTS.get(bytes, at + EXAMPLE_LENGTH);
  }
}
