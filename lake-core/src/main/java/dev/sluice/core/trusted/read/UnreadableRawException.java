package dev.sluice.core.trusted.read;

import dev.sluice.core.csv.UnreadableCsvException;
import dev.sluice.core.lake.ForeignBytesException;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** A raw object can't be read to its end. */
public final class UnreadableRawException extends IOException {
  private static final long serialVersionUID = 1;

  private final String key;

  public UnreadableRawException(String key, String reason) {
    super(reason);
    this.key = key;
  }

  public UnreadableRawException(String key, Throwable cause) {
    super(reason(cause), cause);
    this.key = key;
  }

  public String key() {
    return key;
  }

  /** Never shows the object's content: messages end up in logs. */
  private static String reason(Throwable cause) {
    if (cause instanceof EOFException) {
      return "its gzip data is cut short";
    }
    if (cause instanceof ZipException) {
      return "its gzip data is damaged (" + cause.getMessage() + ")";
    }
    if (cause instanceof RawReader.MisshapenException
        || cause instanceof UnreadableCsvException
        || cause instanceof ForeignBytesException) {
      return cause.getMessage();
    }
    return "reading failed: "
        + (cause instanceof IOException ? cause.getMessage() : FailureText.named(cause));
  }
}
