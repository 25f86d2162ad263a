package dev.sluice.localaws.kinesis;

/** What one shard takes and gives; a second's worth may come at once. */
public record StreamLimits(int recordsIn, long bytesIn, int readsOut, long bytesOut) {
  private static final long MIB = 1L << 20;

  /** As on AWS. */
  public static final StreamLimits AWS = new StreamLimits(1000, MIB, 5, 2 * MIB);

  /** No limits in practice. */
  public static final StreamLimits NONE =
      new StreamLimits(Integer.MAX_VALUE, 1L << 50, Integer.MAX_VALUE, 1L << 50);
}
