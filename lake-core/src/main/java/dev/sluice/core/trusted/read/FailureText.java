package dev.sluice.core.trusted.read;

import java.io.IOException;

/**
 * What was thrown while one thing was worked on, in words. Whoever works on many things catches it
 * there, names the thing and goes on with the next.
 */
public final class FailureText {
  private FailureText() {}

  /** In words, with the exception's own message. */
  public static String told(Throwable thrown) {
    String message = thrown.getMessage();
    if (message == null || thrown instanceof VirtualMachineError) {
      return named(thrown);
    }
    return thrown instanceof IOException ? message : named(thrown) + ": " + message;
  }

  /** In words without the message, which may hold values of a record. */
  public static String named(Throwable thrown) {
    fatal(thrown);
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory";
    }
    if (thrown instanceof StackOverflowError) {
      return "out of stack";
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    String name = thrown.getClass().getSimpleName();
    return trace.length == 0
        ? name
        : "%s at %s:%d".formatted(name, trace[0].getFileName(), trace[0].getLineNumber());
  }

  /** Nothing goes on after an error of the machine itself. */
  private static void fatal(Throwable thrown) {
    if (thrown instanceof VirtualMachineError error
        && !(thrown instanceof OutOfMemoryError)
        && !(thrown instanceof StackOverflowError)) {
      throw error;
    }
  }
}
