package dev.sluice.localaws.esm;

import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.util.List;
import java.util.Optional;

/** What a mapping needs of its stream. */
public interface StreamReader {
  /** The stream's ARN. */
  String arn();

  /** The shards, by id. */
  List<String> shardIds();

  /** Records in order, after that sequence number or from the oldest on; empty at the end. */
  List<StoredRecord> read(String shard, Optional<String> afterSequence, int limit);

  /** The sequence number of the shard's youngest record. */
  Optional<String> latest(String shard);

  /** Calls the listener after every append, on whatever thread appends. */
  void onAppend(Runnable listener);
}
