package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.local.lake.SamEnvironment;
import dev.sluice.localaws.lambda.FunctionSpec;
import dev.sluice.localaws.lambda.Functions;
import dev.sluice.localaws.lambda.HostSettings;
import dev.sluice.localaws.lambda.InvocationResult;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import dev.sluice.localaws.lambda.MetricTotals;
import dev.sluice.localaws.template.StackModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged functions with the environment that {@code up} writes for {@code sam local invoke},
 * and nothing else that leads to the lake: what a container would do, without Docker.
 */
@Timeout(120)
class SamEnvironmentIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  @TempDir static Path directory;
  private static PlayedLake lake;
  private static Functions functions;

  @BeforeAll
  static void start() throws IOException {
    lake =
        PlayedLake.start(
            PlayPlan.of(
                PlayedLake.CHECKOUT,
                "windfarm",
                directory.resolve("lake"),
                Instant.parse("2026-06-01T00:00:00Z"),
                Duration.ofMinutes(1)));
    Path template = Files.createFile(directory.resolve("template.yaml"));
    Path file =
        SamEnvironment.of(lake.play.stack(), lake.play.lake().endpoint())
            .writeBeside(template, "windfarm");
    assertThat(file).isEqualTo(directory.resolve("env/windfarm.json"));
    Map<String, Map<String, String>> variables =
        JSON.readValue(file.toFile(), new TypeReference<>() {});
    functions = new Functions(specs(variables), host(), new MetricTotals());
  }

  private static List<FunctionSpec> specs(Map<String, Map<String, String>> variables) {
    return lake.play.stack().stack().functions().stream()
        .map(StackModel.Function::logicalId)
        .map(id -> spec(id, variables.get(id)))
        .toList();
  }

  private static FunctionSpec spec(String logicalId, Map<String, String> variables) {
    FunctionSpec declared =
        lake.play.stack().stack().functions().stream()
            .filter(function -> function.logicalId().equals(logicalId))
            .findFirst()
            .orElseThrow()
            .spec();
    return new FunctionSpec(logicalId, declared.code(), variables, declared.limits());
  }

  private static HostSettings host() {
    return new HostSettings(
        directory.resolve("host"),
        PlayedLake.CHECKOUT.resolve(".sluice/cache"),
        PlayedLake.CHECKOUT.resolve("local-aws/target/lambda-runtime"),
        NOWHERE,
        "local",
        HostSettings.Limits.USUAL);
  }

  @AfterAll
  static void stop() {
    functions.close();
    lake.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ProducerFunction, producer-schedule",
    "BatchWriterFunction, batch-writer-records",
    "ConsumerFunction, consumer-first",
    "EtlTriggerFunction, etl-schedule",
    "EtlTriggerFunction, etl-watchdog"
  })
  void anEventGoesThroughAFunctionToTheLake(String function, String event) throws IOException {
    byte[] payload =
        Files.readAllBytes(PlayedLake.CHECKOUT.resolve("sam/events/" + event + ".json"));

    InvocationResult result = functions.invoke(function, payload);

    assertThat(result).isInstanceOf(Success.class);
  }

  @Test
  void whatItStoresIsInTheLake() throws IOException {
    anEventGoesThroughAFunctionToTheLake("BatchWriterFunction", "batch-writer-records");

    assertThat(lake.keys("raw")).isNotEmpty();
    assertThat(lake.lines("rejected")).isNotEmpty();
  }
}
