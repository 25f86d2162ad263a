package dev.sluice.localaws.http;

import java.io.IOException;

/** A client stopped sending its request, or nearly so. */
public final class SlowBodyException extends IOException {
  private static final long serialVersionUID = 1;

  SlowBodyException(String message) {
    super(message);
  }

  SlowBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
