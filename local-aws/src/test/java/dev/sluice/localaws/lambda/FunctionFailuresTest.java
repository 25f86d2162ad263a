package dev.sluice.localaws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FunctionFailuresTest extends FunctionHostCase {
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
  void aReasonThatAFunctionLoggedIsNotBuriedByTraces() {
    host(Map.of("START", "logged"));

    FunctionError error = functions.warmUp().get("f");

    assertThat(error.message()).isEqualTo("f can't start: no key");
    assertThat(error.logTail()).isEmpty();
    assertThat(error("anything").message()).isEqualTo("f can't start: no key");
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
  void refusesEventsAndResponsesBeyondSixMegabytes() {
    host(Map.of());

    assertThat(error("x".repeat(6_291_557)).type()).isEqualTo("RequestTooLarge");
    assertThat(error("large 6291557").type()).isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(answer("large 6291556")).hasSize(6_291_556);
  }
}
