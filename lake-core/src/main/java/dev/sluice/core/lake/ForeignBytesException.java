package dev.sluice.core.lake;

import java.io.IOException;

/** An object is of a kind that is not read at all. The message says which, and what to do. */
public final class ForeignBytesException extends IOException {
  private static final long serialVersionUID = 1;

  ForeignBytesException(String message) {
    super(message);
  }
}
