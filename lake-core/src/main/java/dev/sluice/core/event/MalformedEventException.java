package dev.sluice.core.event;

import java.io.IOException;

/** An event that is not what Lambda's event source mapping for Kinesis sends; says where. */
public final class MalformedEventException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedEventException(String problem, String where, Throwable cause) {
    super("Not a Kinesis event: " + problem + " at " + where, cause);
  }
}
