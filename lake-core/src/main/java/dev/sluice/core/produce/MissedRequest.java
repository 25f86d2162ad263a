package dev.sluice.core.produce;

/**
 * A request of a tick that brought nothing, or several that did for the same reason.
 *
 * @param request which one it was, without its secret
 * @param reason why
 * @param count how many, at least 1
 */
public record MissedRequest(String request, String reason, long count) {
  public MissedRequest {
    if (count < 1) {
      throw new IllegalArgumentException("At least 1 request is missed, not " + count);
    }
  }

  /** A single one. */
  public MissedRequest(String request, String reason) {
    this(request, reason, 1);
  }
}
