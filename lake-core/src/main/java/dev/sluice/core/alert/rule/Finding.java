package dev.sluice.core.alert.rule;

/** What a detector found in one reading; reused from record to record. */
final class Finding {
  /** What it says about the rule's condition. */
  enum Signal {
    /** Nothing: it is too old, has no value, or a period goes on. */
    NOTHING,
    /** The condition holds. */
    HOLDS,
    /** It does not hold, but what would end a violation does not hold either. */
    WITHIN_HYSTERESIS,
    /** It does not hold, and a violation is over. */
    CLEARS
  }

  Signal signal;

  /** When, epoch milliseconds. */
  long time;

  /** Since when it has been so, as far as this reading and the one before tell. */
  long since;

  /** The measured number; NaN if there is none. */
  double number;

  /** Fills it for a reading of that time. */
  void set(Signal newSignal, long at, double measured) {
    signal = newSignal;
    time = at;
    since = at;
    number = measured;
  }
}
