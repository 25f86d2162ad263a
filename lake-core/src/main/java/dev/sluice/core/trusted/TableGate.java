package dev.sluice.core.trusted;

/** Whether a run may make a table's partitions. */
public sealed interface TableGate {
  /** It may. */
  TableGate OPEN = new Open();

  /** It may. */
  record Open() implements TableGate {}

  /** It leaves the table as somebody has put it back. */
  record Pinned(TablePin pin) implements TableGate {}

  /**
   * The table can't be what its definition says, and stays as it is.
   *
   * @param reason why, and what to do
   */
  record Refused(String reason) implements TableGate {}

  /**
   * It can't be looked at, so nobody knows what it has; it stays as it is.
   *
   * @param reason why
   */
  record Unread(String reason) implements TableGate {}
}
