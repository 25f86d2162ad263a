package dev.sluice.localaws.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A function as the template declares it.
 *
 * @param name unique in the lake
 * @param environment the template's variables
 */
public record FunctionSpec(String name, Code code, Map<String, String> environment, Limits limits) {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR",
          "TZ");

  public FunctionSpec {
    check(
        name.matches("[A-Za-z0-9-_]{1,64}"),
        "the name '" + name + "' must be 1 to 64 letters, digits, - and _");
    for (String variable : environment.keySet()) {
      check(
          !RESERVED.contains(variable) && !variable.startsWith("AWS_LAMBDA_"),
          "the variable " + variable + " is reserved by Lambda, which refuses it");
    }
    environment = Map.copyOf(environment);
  }

  /**
   * What runs.
   *
   * @param artefact the packaged function, a zip; it has to be there when the function starts
   * @param runtime {@code java17}, {@code provided.al2023}…
   * @param handler for Java runtimes, e.g. {@code a.b.Handler::handleRequest}
   * @param layers the directories that Lambda would lay over each other at {@code /opt}
   */
  public record Code(Path artefact, String runtime, String handler, List<Path> layers) {
    public Code {
      check(
          runtime.matches("java\\d+(\\.al2)?|provided(\\.al2|\\.al2023)?"),
          "the runtime '" + runtime + "' is neither java* nor provided*");
      layers = List.copyOf(layers);
    }

    boolean isJvm() {
      return runtime.startsWith("java");
    }
  }

  /**
   * What an instance has and how many there are.
   *
   * @param memoryMb 128 to 10,240
   * @param timeout of an invocation, up to 15 minutes
   * @param reservedConcurrency more invocations than that at a time are throttled
   * @param batches of one shard that its event source mapping gives it at a time, at least 1
   */
  public record Limits(
      int memoryMb, Duration timeout, OptionalInt reservedConcurrency, int batches) {
    /** With one batch of a shard at a time. */
    public Limits(int memoryMb, Duration timeout, OptionalInt reservedConcurrency) {
      this(memoryMb, timeout, reservedConcurrency, 1);
    }

    public Limits {
      check(batches >= 1, "a function gets at least 1 batch at a time, not " + batches);
      check(
          memoryMb >= 128 && memoryMb <= 10_240, "MemorySize " + memoryMb + " is not in 128-10240");
      check(
          timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(LONGEST) <= 0,
          "the timeout " + timeout + " is not in 1-900 s");
    }
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
