package dev.sluice.core.alert;

/** Where alerts go. */
public interface AlertPublisher {
  /**
   * Publishes one alert. On return it is accepted; on an exception it may or may not have been, and
   * the caller publishes an equal one later.
   *
   * @throws AlertUndeliveredException if the service refuses or can't be reached
   */
  void publish(Alert alert);
}
