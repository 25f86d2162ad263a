package dev.sluice.localaws.lambda;

import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One invocation on its way through the Runtime API. */
final class Invocation {
  /** 6 MB, and what Lambda allows beyond it. */
  static final int PAYLOAD_LIMIT = 6 * 1024 * 1024 + 100;

  private final String id;
  private final byte[] payload;
  private final long deadlineMillis;
  private final Supplier<String> logTail;
  private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

  /**
   * An invocation to come.
   *
   * @param deadlineMillis of the machine's clock, not of the lake's: the function tells its
   *     remaining time by the clock of its own process
   */
  Invocation(String id, byte[] payload, long deadlineMillis, Supplier<String> logTail) {
    this.id = id;
    this.payload = payload;
    this.deadlineMillis = deadlineMillis;
    this.logTail = logTail;
  }

  String id() {
    return id;
  }

  byte[] payload() {
    return payload;
  }

  long deadlineMillis() {
    return deadlineMillis;
  }

  CompletableFuture<InvocationResult> result() {
    return result;
  }

  void succeed(byte[] response) {
    result.complete(new Success(response, logTail.get()));
  }

  /** Ends with an error that the function reported. */
  void fail(RuntimeError error) {
    result.complete(
        new FunctionError(error.type(), error.message(), error.payload(), logTail.get()));
  }

  /** Ends with an error that Lambda makes. */
  void fail(String type, String message) {
    RuntimeError error = RuntimeError.of(type, "RequestId: " + id + " Error: " + message);
    fail(error);
  }

  @Override
  public String toString() {
    return id + " " + new String(payload, 0, Math.min(payload.length, 100), StandardCharsets.UTF_8);
  }
}
