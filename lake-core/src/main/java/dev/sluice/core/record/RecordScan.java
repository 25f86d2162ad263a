package dev.sluice.core.record;

/**
 * What a scan found. The scanner returns the same object each time: read it before the next scan.
 */
public final class RecordScan {
  String rejection;
  Time time = Time.MISSING;
  long timeMillis;
  String unreadTime = "";

  /** What became of the event time. */
  public enum Time {
    /** It is there and read. */
    PARSED,
    /** It is absent or null, and need not be there. */
    MISSING,
    /** It is there, but no time can be made of it. */
    UNPARSABLE
  }

  /** Whether the payload is a record of the schema. */
  public boolean isValid() {
    return rejection == null;
  }

  /**
   * Why the record is rejected; null for a valid one. It names fields of the schema, never values
   * of the payload, so it may be logged and counted.
   */
  public String rejection() {
    return rejection;
  }

  /** What became of the event time. Only for a valid record. */
  public Time time() {
    return time;
  }

  /** The event time in epoch milliseconds. Only if it was parsed. */
  public long timeMillis() {
    return timeMillis;
  }

  /** The first characters of an event time that can't be parsed; else empty. */
  public String unreadTime() {
    return unreadTime;
  }

  void clear() {
    rejection = null;
    time = Time.MISSING;
    timeMillis = 0;
    unreadTime = "";
  }

  void reject(String reason) {
    if (rejection == null) {
      rejection = reason;
    }
  }
}
