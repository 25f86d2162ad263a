package dev.sluice.core.csv;

import java.io.IOException;

/** A file as a whole is not CSV of its dialect. The message shows none of its rows. */
public final class UnreadableCsvException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableCsvException(String message) {
    super(message);
  }
}
