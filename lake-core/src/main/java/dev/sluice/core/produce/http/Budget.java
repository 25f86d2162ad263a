package dev.sluice.core.produce.http;

/** The requests that an invocation may make. They are reserved before the first one is made. */
final class Budget {
  private final int reserved;
  private int used;

  Budget(int reserved) {
    this.reserved = reserved;
  }

  /** Takes one, if there is one. */
  boolean take() {
    if (used == reserved) {
      return false;
    }
    used++;
    return true;
  }

  int reserved() {
    return reserved;
  }

  int used() {
    return used;
  }
}
