package dev.sluice.core.alert.memory;

/**
 * The violations of one {@link TallyKey} in one window.
 *
 * @param told whether the first was told by itself; not so if it only went on from before
 * @param count how many, the first included
 * @param earliest event time, epoch milliseconds
 * @param latest event time, epoch milliseconds
 * @param low the smallest measured number; positive infinity if none was a number
 * @param high the largest measured number; negative infinity if none was a number
 */
public record Tally(boolean told, long count, long earliest, long latest, double low, double high) {
  private static final String UNTOLD = "~";

  static final Tally NONE =
      new Tally(
          false,
          0,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  /**
   * With one more violation.
   *
   * @param begins whether it was one to be told, if none was before
   * @param number NaN if nothing was measured
   */
  Tally plus(long time, double number, boolean begins) {
    boolean measured = !Double.isNaN(number);
    return plus(
        new Tally(
            begins, 1, time, time, measured ? number : NONE.low, measured ? number : NONE.high));
  }

  public Tally plus(Tally other) {
    return new Tally(
        told || other.told,
        count + other.count,
        Math.min(earliest, other.earliest),
        Math.max(latest, other.latest),
        Math.min(low, other.low),
        Math.max(high, other.high));
  }

  public boolean hasNumbers() {
    return low <= high;
  }

  /** How many were not told by themselves. */
  public long merged() {
    return told ? count - 1 : count;
  }

  String encoded() {
    String times = (told ? "" : UNTOLD) + count + " " + earliest + " " + latest;
    return hasNumbers() ? times + " " + low + " " + high : times;
  }

  /**
   * Reads what {@link #encoded} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Tally decode(String encoded) {
    String[] parts = encoded.split(" ", -1);
    if (parts.length != 3 && parts.length != 5) {
      throw new IllegalArgumentException("'" + encoded + "' can't be read as a tally");
    }
    boolean measured = parts.length == 5;
    boolean untold = parts[0].startsWith(UNTOLD);
    return new Tally(
        !untold,
        Long.parseLong(untold ? parts[0].substring(1) : parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        measured ? Double.parseDouble(parts[3]) : NONE.low(),
        measured ? Double.parseDouble(parts[4]) : NONE.high());
  }
}
