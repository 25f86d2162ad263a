package dev.sluice.localaws.kinesis;

/** The throughput of a shard. Not thread-safe. */
final class ShardLimits {
  /**
   * The most that one GetRecords call gives: a second's allowance. AWS gives up to 10 MiB and lets
   * the reader then wait until it is paid; here a call must fit into the lake's memory many times.
   */
  static final long MAX_READ = 2L << 20;

  private final Throughput recordsIn;
  private final Throughput bytesIn;
  private final Throughput readsOut;
  private final Throughput bytesOut;

  ShardLimits(StreamLimits limits, long nowMillis) {
    recordsIn = new Throughput(limits.recordsIn(), nowMillis);
    bytesIn = new Throughput(limits.bytesIn(), nowMillis);
    readsOut = new Throughput(limits.readsOut(), nowMillis);
    bytesOut = new Throughput(limits.bytesOut(), nowMillis);
  }

  boolean takesRecord(int bytes, long nowMillis) {
    if (!recordsIn.allows(1, nowMillis) || !bytesIn.allows(bytes, nowMillis)) {
      return false;
    }
    recordsIn.use(1);
    bytesIn.use(bytes);
    return true;
  }

  boolean takesRead(long nowMillis) {
    if (!readsOut.allows(1, nowMillis) || !bytesOut.owesNothing(nowMillis)) {
      return false;
    }
    readsOut.use(1);
    return true;
  }

  /** In how many milliseconds it takes a second's worth of records again. */
  long millisToFullIn() {
    return Math.max(recordsIn.millisToFull(), bytesIn.millisToFull());
  }

  /** In how many milliseconds it gives a second's worth again. */
  long millisToFullOut() {
    return Math.max(readsOut.millisToFull(), bytesOut.millisToFull());
  }

  void used(long bytesRead) {
    bytesOut.use((double) bytesRead);
  }
}
