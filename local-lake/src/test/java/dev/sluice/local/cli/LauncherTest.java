package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The {@code sluice} script in a checkout of its own, with stubs for java and mvn. */
@Timeout(60)
class LauncherTest extends LauncherCase {
  @Test
  void handsItsArgumentsToJava() throws IOException, InterruptedException {
    Outcome outcome = sluice(script, java("17"), "demo", "two words");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output())
        .contains("[-Dsluice.root=" + checkout + "]")
        .endsWith("[dev.sluice.local.cli.Sluice][demo][two words]\n");
  }

  @Test
  void givesTheLakeASmallHeapThatShrinks() throws IOException, InterruptedException {
    assertThat(sluice(script, java("17"), "demo").output())
        .contains("[-Xms16m]", "[-Xmx256m]", "[-XX:MaxHeapFreeRatio=30]")
        .contains("[-XX:+UnlockDiagnosticVMOptions][-XX:ArchiveRelocationMode=0]");
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
  void buildsWithoutGatesAndLeavesTheNextVerifyNothingToTakeForChecked()
      throws IOException, InterruptedException {
    Files.delete(checkout.resolve(".sluice/build.stamp"));
    write("lake-core/target/maven-status/compiled.lst", "A.java");
    stub(
        tools.resolve("mvn"),
        "printf '%s\\n' \"$*\" > mvn.arguments; echo \"$MAVEN_OPTS\" > mvn.options");

    assertThat(sluice(script, java("17"), "demo").exitCode()).isZero();

    assertThat(checkout.resolve("mvn.arguments"))
        .content()
        .contains("package", "-Dquick", "-Dmaven.test.skip=true");
    assertThat(checkout.resolve("mvn.options")).content().contains("-XX:TieredStopAtLevel=1");
    assertThat(checkout.resolve("lake-core/target/maven-status")).doesNotExist();
  }

  @Test
  void aBuildWithoutQuickHasAllGates() throws IOException {
    String pom = Files.readString(Path.of(System.getProperty("sluice.root"), "pom.xml"));
    String gates = pom.substring(pom.indexOf("<id>gates</id>"), pom.indexOf("<id>native</id>"));

    assertThat(gates)
        .contains("<name>!quick</name>")
        .contains("-Xplugin:ErrorProne", "maven-enforcer-plugin", "spotless", "checkstyle");
    assertThat(pom.replace(gates, "")).doesNotContain("ErrorProne", "spotless-maven-plugin");
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
}
