package dev.sluice.localaws.http;

import java.util.Collection;
import java.util.TreeSet;

/** An error that a service answers with; each protocol writes it in its own way. */
public final class AwsException extends RuntimeException {
  private final String code;
  private final int status;

  public AwsException(String code, int status, String message) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** The error of a client's mistake (HTTP 400). */
  public static AwsException invalid(String code, String message) {
    return new AwsException(code, 400, message);
  }

  /** An operation that the lake does not play; the text says which ones it plays. */
  public static AwsException notImplemented(
      String service, String operation, Collection<String> implemented) {
    return new AwsException(
        "NotImplemented",
        501,
        "The local lake does not implement %s of %s. It implements: %s."
            .formatted(
                operation.isEmpty() ? "this request" : operation,
                service,
                implemented.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(implemented))));
  }

  /** The error code, e.g. {@code ResourceNotFoundException}. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
