package dev.sluice.localaws.fault;

import java.util.Random;

/**
 * A profile's faults, drawn from a seed: the same sequence of calls meets the same faults. Each
 * kind has a sequence of its own, so that S3 traffic does not change what happens to the stream.
 */
public final class SeededFaults implements FaultPlan {
  private final FaultProfile profile;
  private final Random calls;
  private final Random records;
  private final Random s3;

  public SeededFaults(FaultProfile profile, long seed) {
    this.profile = profile;
    this.calls = new Random(seed);
    this.records = new Random(seed + 1);
    this.s3 = new Random(seed + 2);
  }

  @Override
  public CallFault putCall() {
    double drawn = calls.nextDouble();
    if (drawn < profile.throttledPuts()) {
      return CallFault.THROTTLE;
    }
    if (drawn >= profile.throttledPuts() + profile.lostAnswers()) {
      return CallFault.NONE;
    }
    return drawn < profile.throttledPuts() + profile.lostAnswers() / 2
        ? CallFault.ERROR_AFTER_STORING
        : CallFault.DROP_AFTER_STORING;
  }

  @Override
  public boolean failsRecord() {
    return records.nextDouble() < profile.failedRecords();
  }

  @Override
  public boolean slowsS3Down() {
    return s3.nextDouble() < profile.slowS3();
  }
}
