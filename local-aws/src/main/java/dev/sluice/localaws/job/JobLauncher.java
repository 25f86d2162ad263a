package dev.sluice.localaws.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Starts the process of a run. */
interface JobLauncher {
  /**
   * Starts it.
   *
   * @throws IOException if it can't be started; the text says why
   */
  Started start(JobTask task) throws IOException;

  /** A process that was started. */
  interface Started {
    /** Waits for its end; false if it has not come in that time. */
    boolean await(Duration limit) throws InterruptedException;

    /** Of one that has ended: why it failed. Empty: it did its work. */
    Optional<String> failure();

    /** Ends it at once, if it has not ended. */
    void kill();

    /** Removes what it was given. */
    void clear();
  }
}
