package dev.sluice.core.produce.deliver;

import java.time.Duration;

/** Lets time pass between two tries. */
public interface Sleeper {
  /** Returns after that time. */
  void sleep(Duration pause) throws InterruptedException;
}
