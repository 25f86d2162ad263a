package dev.sluice.localaws.fault;

/** Decides, call by call, what goes wrong. Safe for many threads. */
public interface FaultPlan {
  /** Nothing goes wrong. */
  FaultPlan NONE = new FaultPlan() {};

  /** What happens to a PutRecords call as a whole. */
  enum CallFault {
    /** Nothing. */
    NONE,
    /** Refused before anything is stored: ProvisionedThroughputExceededException. */
    THROTTLE,
    /** Stored, but the answer is HTTP 500. */
    ERROR_AFTER_STORING,
    /** Stored, but the connection is dropped instead of an answer. */
    DROP_AFTER_STORING
  }

  /** Asked once for each PutRecord and PutRecords call. */
  default CallFault putCall() {
    return CallFault.NONE;
  }

  /** Asked once for each record of PutRecords: true fails this entry with InternalFailure. */
  default boolean failsRecord() {
    return false;
  }

  /** Asked once for each S3 request: true answers 503 SlowDown without doing anything. */
  default boolean slowsS3Down() {
    return false;
  }

  /** Asked before an S3 request is done: true drops the connection without doing anything. */
  default boolean losesS3Request(String method, String path) {
    return false;
  }

  /** Asked when a PUT to S3 is done: true drops the connection instead of answering. */
  default boolean losesS3Answer(String path) {
    return false;
  }
}
