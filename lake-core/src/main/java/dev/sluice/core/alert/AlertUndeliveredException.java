package dev.sluice.core.alert;

/** An alert was not accepted, or it is unknown whether it was. */
public final class AlertUndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  /**
   * The service refused it or can't be reached.
   *
   * @param message for the log; no payload
   * @param cause the service's answer
   */
  public AlertUndeliveredException(String message, Throwable cause) {
    this(message, cause, true);
  }

  private AlertUndeliveredException(String message, Throwable cause, boolean refused) {
    super(message, cause);
    this.refused = refused;
  }

  /** The service was not asked; the message says why. */
  static AlertUndeliveredException postponed(String message) {
    return new AlertUndeliveredException(message, null, false);
  }

  /** Whether the service was asked, and did not accept it. */
  public boolean isRefused() {
    return refused;
  }
}
