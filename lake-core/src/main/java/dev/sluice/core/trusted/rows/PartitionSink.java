package dev.sluice.core.trusted.rows;

/** Takes what a raw reader finds, and what is known to be in another partition. */
public interface PartitionSink extends RowSink {
  /** A record of which a copy lies in another partition. */
  void addCopy();
}
