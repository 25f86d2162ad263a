package dev.sluice.core.trusted.rows;

/** Takes what a raw reader finds. */
public interface RowSink {
  RowLayout layout();

  /** The arrival number of the next record. */
  long arrival();

  /**
   * Where the next record that is given, or what is rejected next, stands in an object of JSON: for
   * who wants to take it out.
   *
   * @param from its first byte, of the unpacked object, not counting a byte order mark
   * @param to behind its last byte
   */
  default void at(long from, long to) {}

  /** A record's row. */
  void add(RowBuilder row);

  /** A raw value that is no JSON object. */
  void addNoRecord();

  /** What can't be read. It counts as one record. */
  void reject(FlawedText flawed);
}
