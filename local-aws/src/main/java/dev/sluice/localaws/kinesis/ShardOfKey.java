package dev.sluice.localaws.kinesis;

import java.math.BigInteger;

/** Which of a stream's shards a partition key's records go to. */
public final class ShardOfKey {
  private ShardOfKey() {}

  /** The shard's number among so many equal ones, from 0 on. */
  public static int of(String partitionKey, int shards) {
    BigInteger hash = HashRange.hash(partitionKey);
    for (int shard = 0; shard < shards; shard++) {
      if (HashRange.of(shard, shards).contains(hash)) {
        return shard;
      }
    }
    throw new IllegalArgumentException("A stream has at least 1 shard, not " + shards);
  }
}
