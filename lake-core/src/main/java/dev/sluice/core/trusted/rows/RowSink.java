package dev.sluice.core.trusted.rows;

/** Takes what a raw reader finds. */
public interface RowSink {
  RowLayout layout();

  /** The arrival number of the next record. */
  long arrival();

  /** A record's row. */
  void add(RowBuilder row);

  /** A raw value that is no JSON object. */
  void addNoRecord();

  /** What can't be read. It counts as one record. */
  void reject(FlawedText flawed);
}
