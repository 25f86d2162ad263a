package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout of a test's own, with tools that only note what they were asked for.
 */
abstract class LauncherCase {
  static final List<String> MODULES =
      List.of(
          "lake-core",
          "lake-aws",
          "no-hadoop",
          "lake-parquet",
          "producer-fn",
          "consumer-fn",
          "batch-writer-fn",
          "etl-trigger-fn",
          "producer-edge",
          "local-aws",
          "local-lake");

  @TempDir Path directory;
  Path checkout;
  Path script;
  Path tools;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = directory.toRealPath().resolve("sluice checkout");
    for (String module : MODULES) {
      write(module + "/pom.xml", "");
      write(module + "/src/main/java/A.java", "");
      write(module + "/target/function.zip", "");
    }
    write("pom.xml", "");
    write("poms/with-core/pom.xml", "");
    Files.createDirectories(checkout.resolve("local-lake/target/lib"));
    Files.createDirectories(checkout.resolve("producer-edge/target/quarkus-app"));
    Files.createDirectories(checkout.resolve("local-aws/target/lambda-runtime"));
    write(".sluice/build.stamp", "");
    later(".sluice/build.stamp", 1);
    script = checkout.resolve("sluice");
    Files.copy(Path.of(System.getProperty("sluice.root"), "sluice"), script);
    tools = Files.createDirectories(directory.resolve("tools"));
    // Scripts, for a folder of links would be warned of when it is deleted.
    for (String tool :
        List.of("dirname", "readlink", "sed", "find", "grep", "tail", "mkdir", "rm", "touch")) {
      stub(tools.resolve(tool), "exec " + which(tool) + " \"$@\"");
    }
  }

  /** A JDK that tells its version and else its arguments. */
  Path java(String version) throws IOException {
    Path home = directory.resolve("jdk-" + version);
    Files.createDirectories(home.resolve("bin"));
    stub(home.resolve("bin/javac"), "exit 0");
    String answer =
        version.isEmpty() ? "no such option" : "    java.specification.version = " + version;
    stub(
        home.resolve("bin/java"),
        "if [ \"$1\" = -XshowSettings:properties ]; then echo '%s' >&2; exit; fi\n"
                .formatted(answer)
            + "printf '[%s]' \"$@\"; echo");
    return home;
  }

  static void stub(Path file, String body) throws IOException {
    Files.writeString(file, "#!" + which("bash") + "\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  record Outcome(int exitCode, String output) {}

  Outcome sluice(Path launcher, Path javaHome, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(which("bash").toString(), launcher.toString()),
                        Stream.of(arguments))
                    .toList())
            .directory(directory.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    if (javaHome != null) {
      environment.put("JAVA_HOME", javaHome.toString());
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), output);
  }

  void write(String file, String content) throws IOException {
    Files.createDirectories(checkout.resolve(file).getParent());
    Files.writeString(checkout.resolve(file), content);
  }

  void later(String file, int seconds) throws IOException {
    Files.setLastModifiedTime(
        checkout.resolve(file), FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  static Path which(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("This machine has no " + tool));
  }
}
