package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --engine glue} makes the launcher do. */
class JobLauncherTest extends LauncherCase {
  @ParameterizedTest
  @ValueSource(strings = {"--engine glue", "--engine=GLUE", "--parameter Engine=glue"})
  void buildsTheSparkJobForThoseWhoAskForIt(String option)
      throws IOException, InterruptedException {
    stub(tools.resolve("mvn"), "echo \"$@\" > mvn.called");
    Outcome outcome = sluice(script, java("17"), ("demo " + option).split(" "));

    assertThat(outcome.output()).contains("Building the Spark job", " done in ", "[demo]");
    assertThat(Files.readString(checkout.resolve("mvn.called"))).contains("-pl etl-job -am");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--engine embedded", "--catalog crawler", "glue --engine"})
  void leavesSparkOutOtherwise(String options) throws IOException, InterruptedException {
    stub(tools.resolve("mvn"), "echo \"$@\" > mvn.called");
    Outcome outcome = sluice(script, java("17"), ("demo " + options).split(" "));

    assertThat(outcome.output()).doesNotContain("Building");
    assertThat(checkout.resolve("mvn.called")).doesNotExist();
  }

  @Test
  void takesTheJobThatIsThere() throws IOException, InterruptedException {
    write("etl-job/pom.xml", "");
    write("etl-job/spark/pom.xml", "");
    write("etl-job/src/main/java/A.java", "");
    write("etl-job/target/layer/job/etl-job.jar", "");
    write("etl-job/target/spark.classpath", "");
    write(".sluice/job.stamp", "");
    later(".sluice/job.stamp", 1);
    Outcome outcome = sluice(script, java("17"), "demo", "--engine", "glue");

    assertThat(outcome.output()).endsWith("[--engine][glue]\n").doesNotContain("Building");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--profile classic", "--profile=classic"})
  void buildsTheJobForTheClassicProfile(String profile) throws IOException, InterruptedException {
    stub(tools.resolve("mvn"), "echo '[ERROR] called'; exit 1");
    List<String> words = new ArrayList<>(List.of("demo", "gpu"));
    words.addAll(List.of(profile.split(" ")));

    Outcome outcome = sluice(script, java("17"), words.toArray(String[]::new));

    assertThat(outcome.output()).contains("[ERROR] called", "job.log");
  }

  @Test
  void buildsNoJobForAClassicEnvironmentWithoutOne() throws IOException, InterruptedException {
    write(
        "sam/samconfig.toml",
        "[gpu-classic.deploy.parameters]\n"
            + "parameter_overrides = ['Engine=\"glue\"']\n"
            + "[quickstart-classic.deploy.parameters]\n"
            + "parameter_overrides = ['ShardCount=\"1\"']\n");
    stub(tools.resolve("mvn"), "echo '[ERROR] called'; exit 1");

    assertThat(sluice(script, java("17"), "up", "quickstart", "--profile", "classic").output())
        .doesNotContain("Building");
    assertThat(sluice(script, java("17"), "up", "quickstart", "gpu", "--profile=classic").output())
        .contains("[ERROR] called");
  }

  @Test
  void buildsTheJobForADefinitionOfTheClassicProfileAlone()
      throws IOException, InterruptedException {
    write(
        "sam/samconfig.toml",
        "[films-classic.deploy.parameters]\nparameter_overrides = ['Engine=\"glue\"']\n");
    stub(tools.resolve("mvn"), "echo '[ERROR] called'; exit 1");

    assertThat(sluice(script, java("17"), "demo", "films-classic").output())
        .contains("[ERROR] called");
    assertThat(sluice(script, java("17"), "demo", "films", "--profile", "classic").output())
        .contains("[ERROR] called");
    assertThat(sluice(script, java("17"), "validate", "films-classic").output())
        .doesNotContain("Building");
  }

  @Test
  void buildsNoJobWhereTheEngineWinsOverTheProfile() throws IOException, InterruptedException {
    Outcome outcome =
        sluice(script, java("17"), "demo", "--profile", "classic", "--engine", "embedded");

    assertThat(outcome.output()).doesNotContain("Building");
  }

  @Test
  void saysWhyTheJobsBuildFailed() throws IOException, InterruptedException {
    stub(tools.resolve("mvn"), "echo '[ERROR] no Spark'; exit 1");
    Outcome outcome = sluice(script, java("17"), "demo", "--engine", "glue");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).contains("[ERROR] no Spark", "job.log").doesNotContain("[demo]");
  }
}
