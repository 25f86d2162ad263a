package dev.sluice.core.trusted;

/** Takes what a raw reader finds. */
interface RowSink {
  RowLayout layout();

  /** The arrival number of the next record. */
  long arrival();

  /** A record's row. */
  void add(RowBuilder row);

  /** A raw value that is no JSON object. */
  void addNoRecord();

  /**
   * A row that can't be read.
   *
   * @param key of its object
   */
  void reject(String key, long line, String reason, String text);
}
