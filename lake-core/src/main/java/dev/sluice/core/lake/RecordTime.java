package dev.sluice.core.lake;

/**
 * By which time the records of a raw object are partitioned. Where it is not the event time, the
 * object's key says so: a copy of such a record may lie in another partition, and a listing shows
 * where that has to be looked for.
 */
public enum RecordTime {
  /** By their event time, which is believed. */
  BELIEVED(""),
  /** By arrival, because they have no event time, or one that can't be read. */
  MISSING("-no-time"),
  /** By arrival, because their event time is too far from it. */
  FAR("-far-time");

  private final String ending;

  RecordTime(String ending) {
    this.ending = ending;
  }

  /** What the name of an object of such records ends with, before its suffix. */
  String ending() {
    return ending;
  }

  /** What the key of a raw object of a stream says; keys of other writers say nothing. */
  public static RecordTime of(String key) {
    int end = key.indexOf('.', key.lastIndexOf('/') + 1);
    if (end >= 0 && isBefore(MISSING, key, end)) {
      return MISSING;
    }
    return end >= 0 && isBefore(FAR, key, end) ? FAR : BELIEVED;
  }

  private static boolean isBefore(RecordTime time, String key, int end) {
    return key.startsWith(time.ending, end - time.ending.length());
  }
}
