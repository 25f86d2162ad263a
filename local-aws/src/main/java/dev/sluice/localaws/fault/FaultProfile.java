package dev.sluice.localaws.fault;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often things go wrong, as shares of calls or records from 0 to 1.
 *
 * @param failedRecords records of PutRecords that fail by themselves
 * @param throttledPuts PutRecord(s) calls that are refused as a whole
 * @param lostAnswers PutRecord(s) calls that are stored but answered with HTTP 500 or by dropping
 *     the connection, which makes producers send duplicates
 * @param slowS3 S3 requests answered with 503 SlowDown
 */
public record FaultProfile(
    double failedRecords, double throttledPuts, double lostAnswers, double slowS3) {
  private static final Map<String, FaultProfile> PROFILES =
      new TreeMap<>(
          Map.of(
              "none", new FaultProfile(0, 0, 0, 0),
              "mild", new FaultProfile(0.001, 0.005, 0.005, 0.005),
              "rough", new FaultProfile(0.02, 0.05, 0.05, 0.05),
              "throttle", new FaultProfile(0.05, 0.3, 0, 0),
              "duplicates", new FaultProfile(0, 0, 0.25, 0),
              "slow-s3", new FaultProfile(0, 0, 0, 0.2)));

  public FaultProfile {
    share("failedRecords", failedRecords);
    share("throttledPuts", throttledPuts);
    share("lostAnswers", lostAnswers);
    share("slowS3", slowS3);
  }

  /** The profile of that name. */
  public static FaultProfile named(String name) {
    FaultProfile profile = PROFILES.get(name);
    if (profile == null) {
      throw new IllegalArgumentException(
          "Unknown fault profile '%s'; use one of: %s."
              .formatted(name, String.join(", ", PROFILES.keySet())));
    }
    return profile;
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is a share from 0 to 1, not " + value);
    }
  }
}
