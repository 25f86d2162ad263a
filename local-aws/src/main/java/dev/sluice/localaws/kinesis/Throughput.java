package dev.sluice.localaws.kinesis;

/**
 * An allowance per second that may be used up in one go. What is larger than a second's worth is
 * let through when nothing is owed and is paid back by the following seconds. Not thread-safe.
 */
final class Throughput {
  private final double perSecond;
  private double left;
  private long lastMillis;

  Throughput(double perSecond, long nowMillis) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.lastMillis = nowMillis;
  }

  boolean allows(double amount, long nowMillis) {
    if (nowMillis > lastMillis) {
      left = Math.min(perSecond, left + perSecond * (nowMillis - lastMillis) / 1000.0);
      lastMillis = nowMillis;
    }
    return left >= Math.min(amount, perSecond);
  }

  /** Lets the rest be paid back: for amounts that are known only afterwards. */
  boolean owesNothing(long nowMillis) {
    return allows(Double.MIN_VALUE, nowMillis);
  }

  /** In how many milliseconds a whole second's worth is there again. */
  long millisToFull() {
    return Math.max(0, (long) Math.ceil((perSecond - left) * 1000.0 / perSecond));
  }

  void use(double amount) {
    left -= amount;
  }
}
