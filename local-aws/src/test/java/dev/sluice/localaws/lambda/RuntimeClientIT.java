package dev.sluice.localaws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A Java function on Amazon's own runtime client. */
@Timeout(120)
class RuntimeClientIT {
  @TempDir private Path directory;

  @Test
  void runsAJavaHandlerInASmallHeap() throws IOException {
    try (Functions functions = host()) {
      String answer = success(functions.invoke("f", bytes("{\"a\":1}")));

      assertThat(answer).contains("\"given\":{\"a\":1}").containsPattern("\"heapMb\":(6\\d|5\\d)");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void loadsTheLakesOwnCopyOfTheClientsLibrary() throws IOException {
    try (Functions functions = host()) {
      String answer = success(functions.invoke("f", bytes("{}")));

      assertThat(answer)
          .contains(directory.resolve("run/aws-lambda-java-runtime-interface-client").toString())
          .doesNotContain("/tmp/.libaws-lambda-jni.so");
    }
  }

  @Test
  void reportsTheHandlersException() throws IOException {
    try (Functions functions = host()) {
      InvocationResult result = functions.invoke("f", bytes("{\"fail\":true}"));

      assertThat(result).isInstanceOf(FunctionError.class);
      assertThat(((FunctionError) result).type()).isEqualTo("java.lang.IllegalStateException");
      assertThat(((FunctionError) result).message()).isEqualTo("told to fail");
    }
  }

  @Test
  void saysThatTheHandlerIsNotInThePackage() throws IOException {
    try (Functions functions = host("dev.sluice.Missing::handle")) {
      FunctionError failure = functions.warmUp().get("f");

      assertThat(failure.message())
          .contains("class dev.sluice.Missing is missing in")
          .contains("function.zip")
          .contains("Handler");
    }
  }

  @Test
  void makesAnArchiveOfItsClassesAndStartsWithoutABrokenOne() throws IOException {
    try (Functions functions = host()) {
      success(functions.invoke("f", bytes("{}")));
    }
    Path archive = archive();
    byte[] whole = Files.readAllBytes(archive);
    assertThat(whole.length).isGreaterThan(100_000);
    Files.delete(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 8));

    try (Functions functions = host()) {
      success(functions.invoke("f", bytes("{}")));
    }
    assertThat(Files.size(archive())).isGreaterThan(whole.length / 2);
    try (Functions functions = host()) {
      success(functions.invoke("f", bytes("{}")));
    }
  }

  private Path archive() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("cache/cds"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private Functions host() throws IOException {
    return host(PlainHandler.class.getName() + "::handle");
  }

  private Functions host(String handler) throws IOException {
    FunctionSpec spec =
        new FunctionSpec(
            "f",
            new FunctionSpec.Code(pack(), "java21", handler, List.of()),
            Map.of(),
            new FunctionSpec.Limits(256, Duration.ofSeconds(20), OptionalInt.empty()));
    Path client = Path.of("target", "lambda-runtime");
    HostSettings settings =
        new HostSettings(
            directory,
            directory.resolve("cache"),
            client,
            URI.create("http://127.0.0.1:1"),
            "local",
            HostSettings.Limits.USUAL);
    return new Functions(List.of(spec), settings, new MetricTotals());
  }

  private Path pack() throws IOException {
    String name = PlainHandler.class.getName().replace('.', '/') + ".class";
    Path zip = directory.resolve("function.zip");
    if (Files.exists(zip)) {
      return zip;
    }
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(file)) {
      entries.putNextEntry(new ZipEntry(name));
      Files.copy(Path.of("target", "test-classes").resolve(name), entries);
      entries.closeEntry();
    }
    return zip;
  }

  private static String success(InvocationResult result) {
    assertThat(result).as(String.valueOf(result)).isInstanceOf(Success.class);
    return new String(((Success) result).payload(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
