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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The {@code sluice} script in a checkout of its own, with stubs for java and mvn. */
@Timeout(60)
class LauncherTest {
  private static final List<String> MODULES =
      List.of(
          "lake-core",
          "lake-aws",
          "no-hadoop",
          "producer-fn",
          "consumer-fn",
          "batch-writer-fn",
          "etl-trigger-fn",
          "local-lake");

  @TempDir private Path directory;
  private Path checkout;
  private Path script;
  private Path tools;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = directory.toRealPath().resolve("sluice checkout");
    for (String module : MODULES) {
      write(module + "/pom.xml", "");
      write(module + "/src/main/java/A.java", "");
      write(module + "/target/function.zip", "");
    }
    write("pom.xml", "");
    Files.createDirectories(checkout.resolve("local-lake/target/lib"));
    Files.createDirectories(checkout.resolve("local-lake/target/lambda-runtime"));
    write(".sluice/build.stamp", "");
    later(".sluice/build.stamp", 1);
    script = checkout.resolve("sluice");
    Files.copy(Path.of(System.getProperty("sluice.root"), "sluice"), script);
    tools = Files.createDirectories(directory.resolve("tools"));
    // Scripts, for a folder of links would be warned of when it is deleted.
    for (String tool :
        List.of("dirname", "readlink", "sed", "find", "grep", "tail", "mkdir", "touch")) {
      stub(tools.resolve(tool), "exec " + which(tool) + " \"$@\"");
    }
  }

  @Test
  void handsItsArgumentsToJava() throws IOException, InterruptedException {
    Outcome outcome = sluice(script, java("17"), "demo", "two words");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output())
        .contains("[-Dsluice.root=" + checkout + "]")
        .endsWith("[dev.sluice.local.cli.Sluice][demo][two words]\n");
  }

  @Test
  void findsItsCheckoutThroughLinks() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(directory.resolve("linked"), script);
    Path relative = Files.createSymbolicLink(directory.resolve("again"), Path.of("linked"));

    assertThat(sluice(relative, java("21"), "status").output())
        .contains("[-Dsluice.root=" + checkout + "]");
    assertThat(link).exists();
  }

  @Test
  void refusesAnOlderJava() throws IOException, InterruptedException {
    Path home = java("11");
    Outcome outcome = sluice(script, home, "demo");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                3,
                "sluice: %s/bin/java is Java 11. Set JAVA_HOME to a JDK of 17 or newer.\n"
                    .formatted(home)));
  }

  @Test
  void refusesJava8WhichCallsItselfOnePointEight() throws IOException, InterruptedException {
    assertThat(sluice(script, java("1.8"), "demo").output()).contains("is Java 1.8");
  }

  @Test
  void saysThatJavaHomeHasNoJava() throws IOException, InterruptedException {
    Outcome outcome = sluice(script, directory.resolve("nowhere"), "demo");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).contains("JAVA_HOME is", "nowhere", "JDK of 17 or newer");
  }

  @Test
  void saysThatThereIsNoJava() throws IOException, InterruptedException {
    Outcome outcome = sluice(script, null, "demo");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).contains("no java found", "JAVA_HOME");
  }

  @Test
  void saysThatItCanNotTellTheVersion() throws IOException, InterruptedException {
    Outcome outcome = sluice(script, java(""), "demo");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).contains("can't tell the version");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws IOException, InterruptedException {
    later("batch-writer-fn/src/main/java/A.java", 60);
    stub(tools.resolve("mvn"), "echo called > mvn.called");
    Outcome outcome = sluice(script, java("17"), "demo");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output()).contains("Building Sluice", " done in ", "[demo]");
    assertThat(checkout.resolve("mvn.called")).exists();
  }

  @Test
  void saysWhyTheBuildFailed() throws IOException, InterruptedException {
    Files.delete(checkout.resolve(".sluice/build.stamp"));
    stub(tools.resolve("mvn"), "echo '[INFO] fine'; echo '[ERROR] no network'; exit 1");
    Outcome outcome = sluice(script, java("17"), "demo");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output())
        .contains("[ERROR] no network", "the build failed; the whole log is " + checkout)
        .doesNotContain("[INFO]", "[demo]");
  }

  @Test
  void saysThatThereIsNoMaven() throws IOException, InterruptedException {
    Files.delete(checkout.resolve(".sluice/build.stamp"));
    Outcome outcome = sluice(script, java("17"), "demo");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).contains("no mvn found");
  }

  @Test
  void saysWhatNativePackagesNeed() throws IOException, InterruptedException {
    Outcome outcome = sluice(script, java("17"), "demo", "--native");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).contains("GRAALVM_HOME", "Docker").doesNotContain("[demo]");
  }

  @Test
  void buildsNativePackagesInAContainerWhereThereIsNoGraalVm()
      throws IOException, InterruptedException {
    stub(tools.resolve("docker"), "exit 1");
    stub(tools.resolve("mvn"), "echo \"$@\" > mvn.called");
    Outcome outcome = sluice(script, java("17"), "demo", "--native");

    assertThat(outcome.output()).contains("Building four native packages", "[demo][--native]");
    assertThat(Files.readString(checkout.resolve("mvn.called")))
        .contains("-Dnative", "container-build=true", "output-directory=native");
  }

  @Test
  void takesNativePackagesThatAreThere() throws IOException, InterruptedException {
    for (String module : MODULES) {
      write(module + "/target/native/function.zip", "");
    }
    write(".sluice/native.stamp", "");
    later(".sluice/native.stamp", 1);
    Outcome outcome = sluice(script, java("17"), "demo", "--native");

    assertThat(outcome.output()).endsWith("[demo][--native]\n").doesNotContain("Building");
  }

  /** A JDK that tells its version and else its arguments. */
  private Path java(String version) throws IOException {
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

  private static void stub(Path file, String body) throws IOException {
    Files.writeString(file, "#!" + which("bash") + "\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Outcome(int exitCode, String output) {}

  private Outcome sluice(Path launcher, Path javaHome, String... arguments)
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

  private void write(String file, String content) throws IOException {
    Files.createDirectories(checkout.resolve(file).getParent());
    Files.writeString(checkout.resolve(file), content);
  }

  private void later(String file, int seconds) throws IOException {
    Files.setLastModifiedTime(
        checkout.resolve(file), FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  private static Path which(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("This machine has no " + tool));
  }
}
