package dev.sluice.core.alert;

/** An alert was not accepted, or it is unknown whether it was. */
public final class AlertUndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With what failed, on what.
   *
   * @param message for the log; no payload
   * @param cause the service's answer
   */
  public AlertUndeliveredException(String message, Throwable cause) {
    super(message, cause);
  }
}
