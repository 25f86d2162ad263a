package dev.sluice.core.alert.memory;

/**
 * A place in a shard: a record's sequence number and, in a KPL aggregate, its number within it.
 *
 * @param sequenceNumber decimal digits without leading zeros
 * @param subSequence from 0 on
 */
public record ShardPosition(String sequenceNumber, long subSequence) {
  /** Whether the record of that place comes after this place. */
  public boolean isBefore(String sequence, long sub) {
    int order = Integer.compare(sequenceNumber.length(), sequence.length());
    if (order == 0) {
      order = sequenceNumber.compareTo(sequence);
    }
    return order < 0 || (order == 0 && subSequence < sub);
  }

  static ShardPosition parse(String text) {
    int slash = text.indexOf('/');
    return new ShardPosition(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return sequenceNumber + "/" + subSequence;
  }
}
