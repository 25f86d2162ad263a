package dev.sluice.localaws.lambda;

import java.nio.file.Files;
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
 * @param artefact the packaged function, a zip
 * @param runtime {@code java17}, {@code provided.al2023}…
 * @param handler for Java runtimes, e.g. {@code a.b.Handler::handleRequest}
 * @param environment the template's variables
 * @param memoryMb 128 to 10,240
 * @param timeout of an invocation, up to 15 minutes
 * @param reservedConcurrency more invocations than that at a time are throttled
 * @param layers the directories that Lambda would lay over each other at {@code /opt}
 */
public record FunctionSpec(
    String name,
    Path artefact,
    String runtime,
    String handler,
    Map<String, String> environment,
    int memoryMb,
    Duration timeout,
    OptionalInt reservedConcurrency,
    List<Path> layers) {

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
        name,
        "its name has other characters than A-Za-z0-9-_");
    check(
        Files.isRegularFile(artefact),
        name,
        "there is no " + artefact + ": build it with `mvn package -DskipTests` or start ./sluice");
    check(
        runtime.matches("java\\d+(\\.al2)?|provided(\\.al2|\\.al2023)?"),
        name,
        "the runtime '" + runtime + "' is neither java* nor provided*");
    check(
        memoryMb >= 128 && memoryMb <= 10_240,
        name,
        "MemorySize " + memoryMb + " is not in 128-10240");
    check(
        timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(LONGEST) <= 0,
        name,
        "the timeout " + timeout + " is not in 1-900 s");
    for (String variable : environment.keySet()) {
      check(
          !RESERVED.contains(variable) && !variable.startsWith("AWS_LAMBDA_"),
          name,
          "the variable " + variable + " is reserved by Lambda, which refuses it");
    }
    environment = Map.copyOf(environment);
    layers = List.copyOf(layers);
  }

  private static void check(boolean holds, String function, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("Function " + function + ": " + problem);
    }
  }

  boolean isJvm() {
    return runtime.startsWith("java");
  }
}
