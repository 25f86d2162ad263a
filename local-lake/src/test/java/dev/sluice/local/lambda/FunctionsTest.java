package dev.sluice.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.local.http.Account;
import dev.sluice.local.lambda.InvocationResult.FunctionError;
import dev.sluice.local.lambda.InvocationResult.Success;
import dev.sluice.local.lambda.InvocationResult.Throttled;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FunctionsTest {
  @TempDir private Path directory;
  private final MetricTotals metrics = new MetricTotals();
  private Functions functions;

  @AfterEach
  void close() {
    functions.close();
  }

  @Test
  void returnsWhatTheFunctionAnswers() {
    host(Map.of());

    assertThat(answer("hello world")).isEqualTo("hello world");
  }

  @Test
  void reusesOneWarmInstance() {
    host(Map.of());

    assertThat(answer("pid")).isEqualTo(answer("pid"));
  }

  @Test
  void startsAnInstanceAheadOfTheFirstInvocation() {
    host(Map.of());

    assertThat(functions.warmUp()).isEmpty();

    assertThat(functions.pids("f")).hasSize(1);
    assertThat(answer("pid")).isEqualTo(functions.pids("f").get(0).toString());
  }

  @Test
  void reportsTheErrorThatTheFunctionReports() {
    host(Map.of());

    FunctionError error = error("fail no such bucket");

    assertThat(error.type()).isEqualTo("Some.Exception");
    assertThat(error.message()).isEqualTo("no such bucket");
    assertThat(new String(error.payload(), StandardCharsets.UTF_8)).contains("errorMessage");
    assertThat(answer("still there")).isEqualTo("still there");
  }

  @Test
  void tellsTheLastLogLinesOfAFunctionThatExitsAtItsStart() {
    host(Map.of("START", "exit"));

    FunctionError error = error("anything");

    assertThat(error.type()).isEqualTo("Runtime.ExitError");
    assertThat(error.message()).contains("exit status 3").contains("before it asked for work");
    assertThat(error.logTail()).endsWith("no pipeline file");
  }

  @Test
  void reportsTheErrorOfAFunctionThatCannotStart() {
    host(Map.of("START", "error"));

    assertThat(functions.warmUp().get("f").message()).isEqualTo("SLUICE_BUCKET is missing");
    assertThat(error("anything").type()).isEqualTo("Bad.Config");
  }

  @Test
  void startsAgainAfterACrash() {
    host(Map.of());
    String first = answer("pid");

    FunctionError crash = error("exit 7");

    assertThat(crash.type()).isEqualTo("Runtime.ExitError");
    assertThat(crash.message()).contains("exit status 7");
    assertThat(crash.logTail()).contains("leaving");
    assertThat(answer("pid")).isNotEqualTo(first);
  }

  @Test
  void killsAnInvocationThatRunsOutOfTime() throws Exception {
    host(spec(Map.of(), Duration.ofSeconds(2), OptionalInt.empty()), 1);
    ProcessHandle process = ProcessHandle.of(Long.parseLong(answer("pid"))).orElseThrow();

    FunctionError error = error("hang");

    assertThat(error.type()).isEqualTo("Sandbox.Timedout");
    assertThat(error.message()).endsWith("Task timed out after 2.00 seconds");
    process.onExit().get(10, TimeUnit.SECONDS);
    assertThat(answer("back")).startsWith("back");
  }

  @Test
  void givesTheDeadlineInTheMachinesTime() {
    host(Map.of());
    answer("warm");

    assertThat(Long.parseLong(answer("left"))).isBetween(10_000L, 20_000L);
  }

  @Test
  void givesTheTemplatesVariablesAndLambdasOwn() {
    host(Map.of("SLUICE_STREAM", "readings", "DIRECTORY", "/opt", "FILE", "/opt/windfarm.yaml"));

    assertThat(answer("env SLUICE_STREAM")).isEqualTo("readings");
    assertThat(answer("env AWS_LAMBDA_FUNCTION_NAME")).isEqualTo("f");
    assertThat(answer("env AWS_ENDPOINT_URL")).isEqualTo("http://127.0.0.1:4566");
    assertThat(answer("env AWS_REGION")).isEqualTo(Account.LOCAL.region());
    assertThat(answer("env DIRECTORY")).isEqualTo(directory.resolve("layer").toString());
    assertThat(answer("env FILE")).isEqualTo(directory.resolve("layer/windfarm.yaml").toString());
  }

  @Test
  void keepsTheLakesOwnVariablesToItself() {
    host(Map.of());

    for (String variable : System.getenv().keySet()) {
      if (!List.of("PATH", "HOME", "LANG", "TZ", "JAVA_HOME", "PWD", "_").contains(variable)
          && !variable.startsWith("AWS_")
          && !variable.equals("MALLOC_ARENA_MAX")
          && !variable.equals("LD_LIBRARY_PATH")) {
        assertThat(answer("env " + variable)).as(variable).isEqualTo("null");
        return;
      }
    }
  }

  @Test
  void keepsTheLogAndAddsUpMetrics() throws Exception {
    host(Map.of());
    String line =
        "{\"_aws\":{\"CloudWatchMetrics\":[{\"Namespace\":\"Sluice\",\"Dimensions\":[[]],"
            + "\"Metrics\":[{\"Name\":\"Stored\",\"Unit\":\"Count\"},{\"Name\":\"Late\"}]}]},"
            + "\"Stored\":%d,\"Late\":[1,2]}";

    answer("print " + line.formatted(40));
    answer("print " + line.formatted(2));
    functions.close();

    assertThat(metrics.totals("f"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("Stored", 42.0, "Late", 6.0));
    assertThat(Files.readString(directory.resolve("logs/f.log")))
        .contains("START RequestId", line.formatted(40), "REPORT RequestId");
  }

  @Test
  void throttlesBeyondTheReservedConcurrency() throws Exception {
    host(spec(Map.of(), Duration.ofSeconds(20), OptionalInt.of(1)), 2);
    answer("warm");
    CompletableFuture<InvocationResult> first =
        functions.invokeAsync("f", bytes("meet " + meeting()));
    awaitFileIn(meeting());

    InvocationResult second = functions.invoke("f", bytes("pid"));

    assertThat(second).isInstanceOf(Throttled.class);
    Files.createFile(meeting().resolve("the test"));
    assertThat(first.get()).isInstanceOf(Success.class);
  }

  @Test
  void runsAsManyInstancesAsItMay() throws Exception {
    host(spec(Map.of(), Duration.ofSeconds(20), OptionalInt.empty()), 2);
    Path meeting = meeting();

    CompletableFuture<InvocationResult> one = functions.invokeAsync("f", bytes("meet " + meeting));
    CompletableFuture<InvocationResult> two = functions.invokeAsync("f", bytes("meet " + meeting));

    assertThat(text(one.get())).isEqualTo("met");
    assertThat(text(two.get())).isEqualTo("met");
  }

  @Test
  void refusesEventsAndResponsesBeyondSixMegabytes() {
    host(Map.of());

    assertThat(error("x".repeat(6_291_557)).type()).isEqualTo("RequestTooLarge");
    assertThat(error("large 6291557").type()).isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(answer("large 6291556")).hasSize(6_291_556);
  }

  @Test
  void endsItsProcessesWhenItCloses() throws Exception {
    host(Map.of());
    ProcessHandle process = ProcessHandle.of(Long.parseLong(answer("pid"))).orElseThrow();

    functions.close();

    process.onExit().get(10, TimeUnit.SECONDS);
    assertThat(error("late").message()).contains("shutting down");
  }

  @Test
  void saysWhichFunctionsThereAre() {
    host(Map.of());

    assertThatThrownBy(() -> functions.invoke("g", bytes("x")))
        .hasMessage("There is no function 'g'; there are: f");
  }

  @Test
  void refusesVariablesThatLambdaReserves() {
    host(Map.of());

    assertThatThrownBy(
            () -> spec(Map.of("AWS_REGION", "x"), Duration.ofSeconds(1), OptionalInt.empty()))
        .hasMessageContaining("AWS_REGION is reserved");
  }

  private void host(Map<String, String> environment) {
    host(spec(environment, Duration.ofSeconds(20), OptionalInt.empty()), 1);
  }

  private void host(FunctionSpec spec, int instances) {
    HostSettings settings =
        new HostSettings(
            directory,
            directory.resolve("cache"),
            directory,
            URI.create("http://127.0.0.1:4566"),
            Account.LOCAL,
            instances,
            64,
            Duration.ofSeconds(20));
    functions = new Functions(List.of(spec), settings, metrics);
  }

  private FunctionSpec spec(
      Map<String, String> environment, Duration timeout, OptionalInt reserved) {
    return new FunctionSpec(
        "f",
        ScriptedFunction.pack(directory),
        "provided.al2023",
        "none",
        environment,
        128,
        timeout,
        reserved,
        List.of(directory.resolve("layer")));
  }

  private Path meeting() throws IOException {
    return Files.createDirectories(directory.resolve("meeting"));
  }

  private static void awaitFileIn(Path folder) throws IOException {
    long giveUp = System.nanoTime() + 20_000_000_000L;
    while (System.nanoTime() < giveUp) {
      try (var files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          return;
        }
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException("Nothing came into " + folder);
  }

  private String answer(String payload) {
    return text(functions.invoke("f", bytes(payload)));
  }

  private static String text(InvocationResult result) {
    assertThat(result).isInstanceOf(Success.class);
    return new String(((Success) result).payload(), StandardCharsets.UTF_8).strip();
  }

  private FunctionError error(String payload) {
    InvocationResult result = functions.invoke("f", bytes(payload));
    assertThat(result).isInstanceOf(FunctionError.class);
    return (FunctionError) result;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
