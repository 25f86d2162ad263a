package dev.sluice.localaws.lambda;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running process of a function. It does one invocation at a time. */
final class FunctionInstance {
  private final FunctionSpec spec;
  private final RuntimeApi api;
  private final Process process;
  private final FunctionLog log;
  private final Thread logPump;
  private volatile Invocation current;

  FunctionInstance(FunctionSpec spec, RuntimeApi api, Process process, FunctionLog log) {
    this.spec = spec;
    this.api = api;
    this.process = process;
    this.log = log;
    this.logPump = log.follow(process.getInputStream());
    CompletableFuture<Void> unused = process.onExit().thenRunAsync(this::crashed);
  }

  /** Waits until the function asks for its first invocation. */
  void awaitReady(Duration limit) throws InitException, InterruptedException {
    CompletableFuture<Object> first = CompletableFuture.anyOf(api.ready(), process.onExit());
    try {
      first.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!api.ready().isDone()) {
        awaitLog();
        throw new InitException("Runtime.ExitError", exitReason() + " before it asked for work");
      }
      api.ready().join();
    } catch (TimeoutException e) {
      throw new InitException(
          "Sandbox.Timedout",
          "Not ready after %d s. If the machine is busy, give it longer: SLUICE_START_SECONDS=%d"
              .formatted(limit.toSeconds(), Math.max(2, 3 * limit.toSeconds())));
    } catch (ExecutionException | CompletionException e) {
      if (e.getCause() instanceof InitException init) {
        awaitLog();
        throw init;
      }
      throw new InitException("Runtime.Unknown", String.valueOf(e.getCause()));
    }
  }

  InvocationResult invoke(byte[] payload) throws InterruptedException {
    String id = UUID.randomUUID().toString();
    long start = System.nanoTime();
    long deadline = System.currentTimeMillis() + spec.limits().timeout().toMillis();
    Invocation invocation = new Invocation(id, payload, deadline, log::tail);
    log.add("START RequestId: " + id + " Version: $LATEST");
    current = invocation;
    api.offer(invocation);
    if (!process.isAlive()) {
      crashed();
    }
    try {
      return invocation.result().get(spec.limits().timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      invocation.fail("Sandbox.Timedout", timedOut());
      kill();
      return invocation.result().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Results are never exceptions", e);
    } finally {
      log.add(report(id, start));
    }
  }

  private String timedOut() {
    double seconds = spec.limits().timeout().toMillis() / 1000.0;
    return String.format(Locale.ROOT, "Task timed out after %.2f seconds", seconds);
  }

  private String report(String id, long start) {
    double millis = (System.nanoTime() - start) / 1e6;
    return String.format(
        Locale.ROOT,
        "REPORT RequestId: %s Duration: %.2f ms Billed Duration: %.0f ms Memory Size: %d MB",
        id,
        millis,
        Math.ceil(millis),
        spec.limits().memoryMb());
  }

  private void crashed() {
    Invocation invocation = current;
    if (invocation != null && !invocation.result().isDone()) {
      awaitLog();
      invocation.fail("Runtime.ExitError", exitReason());
    }
  }

  /** The process has ended, but its last lines may still be on their way. */
  private void awaitLog() {
    try {
      logPump.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String exitReason() {
    int status = process.exitValue();
    if (status == 0) {
      return "Runtime exited without providing a reason";
    }
    return "Runtime exited with error: "
        + (status > 128 ? "signal " + (status - 128) : "exit status " + status);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    // Not Process.destroyForcibly, which throws away what has not been read of the output.
    process.toHandle().destroyForcibly();
    api.close();
  }

  /** Lets the process end by itself, as far as it does in that time. */
  boolean stop(Duration limit) throws InterruptedException {
    process.toHandle().destroy();
    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    kill();
    logPump.join(5_000);
    return ended;
  }

  static FunctionInstance start(
      FunctionSpec spec, RuntimeApi api, ProcessStart start, FunctionLog log) throws InitException {
    try {
      return new FunctionInstance(spec, api, start.run(api.address()), log);
    } catch (IOException e) {
      api.close();
      throw new InitException("Runtime.InvalidEntrypoint", e.getMessage());
    }
  }

  /** Starts the process that is told the address of its Runtime API. */
  @FunctionalInterface
  interface ProcessStart {
    Process run(String runtimeApi) throws IOException;
  }
}
