package dev.sluice.localaws.kinesis;

/** What became of a record that was put. */
sealed interface PutOutcome {
  String shardId();

  /** It survives the end of the process. */
  record Stored(String shardId, String sequenceNumber) implements PutOutcome {}

  /** The shard is over its limit. */
  record Throttled(String shardId) implements PutOutcome {}

  /** It could not be written. */
  record NotStored(String shardId, String reason) implements PutOutcome {}
}
