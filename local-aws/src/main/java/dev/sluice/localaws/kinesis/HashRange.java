package dev.sluice.localaws.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The MD5 hashes of partition keys that belong to a shard, both ends included. */
record HashRange(BigInteger first, BigInteger last) {
  static final BigInteger MAX = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** The range of a shard among equal ones. */
  static HashRange of(int shard, int shards) {
    return new HashRange(start(shard, shards), start(shard + 1, shards).subtract(BigInteger.ONE));
  }

  private static BigInteger start(int shard, int shards) {
    return MAX.add(BigInteger.ONE)
        .multiply(BigInteger.valueOf(shard))
        .divide(BigInteger.valueOf(shards));
  }

  boolean contains(BigInteger hash) {
    return hash.compareTo(first) >= 0 && hash.compareTo(last) <= 0;
  }

  static BigInteger hash(String partitionKey) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return new BigInteger(1, md5.digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
