package dev.sluice.core.alert;

/** The way out for the alerts of one batch. Used once, by one thread. */
interface AlertOutlet extends AlertPublisher {
  /**
   * Keeps what was not kept yet; called once, after the last alert or after the first that failed.
   *
   * @throws java.io.UncheckedIOException if that fails; the batch is to be sent again
   */
  void close();

  /** Messages that were accepted. */
  int published();

  /** Alerts beyond the budget, which were kept instead. */
  int withheld();
}
