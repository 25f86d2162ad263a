package dev.sluice.localaws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import dev.sluice.localaws.lambda.InvocationResult.Throttled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FunctionsTest extends FunctionHostCase {
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
  void tellsOfEachEventBeforeItIsAnswered() {
    host(Map.of());
    List<String> told = new CopyOnWriteArrayList<>();
    functions.onEvent((name, event) -> told.add(name + ": " + new String(event, UTF_8)));

    answer("hello");
    assertThat(told).containsExactly("f: hello");
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
  void runsAsManyInstancesAsItGetsBatchesOfAShardAtATime() throws Exception {
    FunctionSpec one = spec(Map.of(), Duration.ofSeconds(20), OptionalInt.empty());
    FunctionSpec.Limits two =
        new FunctionSpec.Limits(128, Duration.ofSeconds(20), OptionalInt.empty(), 2);
    host(new FunctionSpec(one.name(), one.code(), one.environment(), two), 1);
    Path meeting = meeting();

    CompletableFuture<InvocationResult> first =
        functions.invokeAsync("f", bytes("meet " + meeting));

    assertThat(text(functions.invoke("f", bytes("meet " + meeting)))).isEqualTo("met");
    assertThat(text(first.get())).isEqualTo("met");
    assertThat(functions.pids("f")).hasSize(2);
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
        .hasMessage("Unknown function 'g'; the functions are: f");
  }

  @Test
  void refusesVariablesThatLambdaReserves() {
    host(Map.of());

    assertThatThrownBy(
            () -> spec(Map.of("AWS_REGION", "x"), Duration.ofSeconds(1), OptionalInt.empty()))
        .hasMessageContaining("AWS_REGION is reserved");
  }
}
