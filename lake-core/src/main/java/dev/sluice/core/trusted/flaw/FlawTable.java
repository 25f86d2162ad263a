package dev.sluice.core.trusted.flaw;

import dev.sluice.core.pipeline.TrustedTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the flaws that rows carry ({@link PackedFlaws}). Allocates on the first of a kind, subject
 * and reason only. At most {@value #MOST_FIELDS} different fields are told apart.
 */
public final class FlawTable {
  private static final int MOST_FIELDS = 1000;

  private final List<Column> columns;
  private final List<Flaw> added = new ArrayList<>();
  private Entry[] table = new Entry[64];
  private final List<Entry> inOrder = new ArrayList<>();

  /**
   * @param columns of the table, as flaws name them by their places
   */
  public FlawTable(List<Column> columns) {
    this.columns = columns;
  }

  /** A kind, subject and reason. */
  private static final class Entry {
    final Flaw.Kind kind;
    final byte[] key;
    final int hash;
    final String example;
    long count;

    Entry(Flaw.Kind kind, byte[] key, int hash, String example) {
      this.kind = kind;
      this.key = key;
      this.hash = hash;
      this.example = example;
    }
  }

  /** Counts a flaw that was counted elsewhere. */
  public void add(Flaw flaw) {
    added.add(flaw);
  }

  /** Counts what a row carries in that part of its bytes. */
  public void add(byte[] row, int from, int to) {
    for (int at = from; at < to; at = PackedFlaws.next(row, at)) {
      add(Flaw.Kind.of(row[at]), row, at);
    }
  }

  void add(Flaw.Kind kind, byte[] bytes, int at) {
    int count = (int) PackedFlaws.INTS.get(bytes, at + PackedFlaws.COUNT);
    if (count > 0) {
      int length = (int) PackedFlaws.INTS.get(bytes, at + PackedFlaws.KEY_LENGTH);
      find(kind, bytes, at, length).count += count;
    }
  }

  private Entry find(Flaw.Kind kind, byte[] bytes, int at, int length) {
    int from = at + PackedFlaws.KEY;
    int hash = kind.ordinal();
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int mask = table.length - 1;
    int place = hash & mask;
    for (; table[place] != null; place = (place + 1) & mask) {
      Entry entry = table[place];
      if (entry.hash == hash
          && entry.kind == kind
          && Arrays.equals(entry.key, 0, entry.key.length, bytes, from, from + length)) {
        return entry;
      }
    }
    if (length > 0 && kind == Flaw.Kind.UNKNOWN_FIELD && inOrder.size() >= MOST_FIELDS) {
      return find(kind, bytes, at, 0);
    }
    return add(
        place,
        new Entry(
            kind,
            Arrays.copyOfRange(bytes, from, from + length),
            hash,
            example(bytes, at, length)));
  }

  private static String example(byte[] bytes, int at, int keyLength) {
    int length = (int) PackedFlaws.INTS.get(bytes, at + PackedFlaws.EXAMPLE_LENGTH);
    return text(bytes, at + PackedFlaws.KEY + keyLength, length);
  }

  private static String text(byte[] bytes, int from, int length) {
    char[] chars = new char[length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (bytes[from + 2 * i] & 0xFF | bytes[from + 2 * i + 1] << 8);
    }
    return new String(chars);
  }

  private Entry add(int place, Entry entry) {
    table[place] = entry;
    inOrder.add(entry);
    if (inOrder.size() > table.length / 2) {
      table = new Entry[2 * table.length];
      for (Entry each : inOrder) {
        int at = each.hash & (table.length - 1);
        while (table[at] != null) {
          at = (at + 1) & (table.length - 1);
        }
        table[at] = each;
      }
    }
    return entry;
  }

  /** What was counted, all of it. */
  public List<Flaw> all() {
    List<Flaw> all = new ArrayList<>(added);
    inOrder.forEach(entry -> all.add(flaw(entry)));
    return all;
  }

  private Flaw flaw(Entry entry) {
    if (entry.kind == Flaw.Kind.UNKNOWN_FIELD) {
      String name = text(entry.key, 0, entry.key.length);
      return name.isEmpty()
          ? Flaw.others(entry.kind, entry.count)
          : new Flaw(entry.kind, name, "not declared", entry.count, entry.example);
    }
    Column column = columns.get((int) PackedFlaws.INTS.get(entry.key, 1));
    String reason = CastFlaw.of(entry.key[0]).reason(column);
    return new Flaw(entry.kind, column.name(), reason, entry.count, entry.example);
  }
}
