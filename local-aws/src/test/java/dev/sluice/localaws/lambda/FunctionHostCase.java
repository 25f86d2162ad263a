package dev.sluice.localaws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.Eventually;
import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A host with the scripted function in it. */
abstract class FunctionHostCase {
  @TempDir Path directory;
  final MetricTotals metrics = new MetricTotals();
  Functions functions;

  @AfterEach
  void close() {
    functions.close();
  }

  void host(Map<String, String> environment) {
    host(spec(environment, Duration.ofSeconds(20), OptionalInt.empty()), 1);
  }

  void host(FunctionSpec spec, int instances) {
    HostSettings settings =
        new HostSettings(
            directory,
            directory.resolve("cache"),
            directory,
            URI.create("http://127.0.0.1:4566"),
            "local",
            new HostSettings.Limits(instances, 64, Duration.ofSeconds(20)));
    functions = new Functions(List.of(spec), settings, metrics);
  }

  FunctionSpec spec(Map<String, String> environment, Duration timeout, OptionalInt reserved) {
    return new FunctionSpec(
        "f",
        new FunctionSpec.Code(
            ScriptedFunction.pack(directory),
            "provided.al2023",
            "none",
            List.of(directory.resolve("layer"))),
        environment,
        new FunctionSpec.Limits(128, timeout, reserved));
  }

  Path meeting() throws IOException {
    return Files.createDirectories(directory.resolve("meeting"));
  }

  static void awaitFileIn(Path folder) {
    Eventually.await("a file in " + folder, () -> hasFile(folder));
  }

  private static boolean hasFile(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  String answer(String payload) {
    return text(functions.invoke("f", bytes(payload)));
  }

  static String text(InvocationResult result) {
    assertThat(result).isInstanceOf(Success.class);
    return new String(((Success) result).payload(), StandardCharsets.UTF_8).strip();
  }

  FunctionError error(String payload) {
    InvocationResult result = functions.invoke("f", bytes(payload));
    assertThat(result).isInstanceOf(FunctionError.class);
    return (FunctionError) result;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
