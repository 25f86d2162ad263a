package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.lambda.FunctionSpec;
import dev.sluice.localaws.lambda.Functions;
import dev.sluice.localaws.lambda.HostSettings;
import dev.sluice.localaws.lambda.MetricTotals;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What packaged functions say, JVM or native, in whose environment a variable is missing. */
@Timeout(120)
class MissingVariablesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final boolean IS_NATIVE = System.getProperty("sluice.packages").equals("native");
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "producer-fn | SLUICE_BUCKET, SLUICE_STREAM",
        "consumer-fn | SLUICE_BUCKET, SLUICE_STREAM, SLUICE_TOPIC_ARN",
        "batch-writer-fn | SLUICE_BUCKET",
        "etl-trigger-fn | SLUICE_BUCKET, SLUICE_DATABASE, SLUICE_WORKGROUP"
      })
  void namesThemInOneLineOfItsLogAndDoesNotStart(String function, String missing)
      throws IOException {
    try (Functions functions =
        new Functions(
            List.of(spec(function)),
            new HostSettings(
                directory,
                directory.resolve("cache"),
                PlayedLake.CHECKOUT.resolve("local-aws/target/lambda-runtime"),
                URI.create("http://127.0.0.1:1"),
                "local",
                HostSettings.Limits.USUAL),
            new MetricTotals())) {
      assertThat(functions.warmUp()).containsKey(function);
    }

    assertThat(Files.readAllLines(directory.resolve("logs/" + function + ".log")))
        .filteredOn(line -> line.startsWith("{"))
        .map(line -> JSON.readTree(line).path("message").asText())
        .filteredOn(message -> message.startsWith("Not set in the function's environment: "))
        .singleElement()
        .asString()
        .contains(": " + missing + ". ");
  }

  private static FunctionSpec spec(String function) {
    Path target = PlayedLake.CHECKOUT.resolve(function).resolve("target");
    return new FunctionSpec(
        function,
        new FunctionSpec.Code(
            target.resolve(IS_NATIVE ? "native/function.zip" : "function.zip"),
            IS_NATIVE ? "provided.al2023" : "java21",
            "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest",
            List.of()),
        Map.of(
            "SLUICE_PIPELINE",
            "windfarm",
            "SLUICE_PIPELINES_DIR",
            PlayedLake.CHECKOUT.resolve("pipelines").toString()),
        new FunctionSpec.Limits(512, Duration.ofSeconds(20), OptionalInt.empty()));
  }
}
