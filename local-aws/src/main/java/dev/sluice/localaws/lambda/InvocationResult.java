package dev.sluice.localaws.lambda;

/** What became of an invocation. */
public sealed interface InvocationResult {
  /** The function answered. */
  record Success(byte[] payload, String logTail) implements InvocationResult {}

  /**
   * The function failed, crashed, ran out of time or did not start.
   *
   * @param type e.g. {@code java.lang.IllegalStateException}, {@code Runtime.ExitError}, {@code
   *     Sandbox.Timedout}
   * @param payload the error as a JSON object, as Lambda answers it
   * @param logTail the last lines that the function wrote
   */
  record FunctionError(String type, String message, byte[] payload, String logTail)
      implements InvocationResult {
    static FunctionError of(String type, String message, String logTail) {
      return new FunctionError(type, message, RuntimeError.of(type, message).payload(), logTail);
    }
  }

  /** Not invoked: the function already runs as often as it may. */
  record Throttled(String reason) implements InvocationResult {}
}
