package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What {@code --native} makes the launcher do. */
class NativeLauncherTest extends LauncherCase {
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
}
