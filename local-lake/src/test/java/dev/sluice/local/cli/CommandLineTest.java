package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.cli.command.SluiceHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class CommandLineTest {
  @TempDir private Path directory;
  private final PrintStream systemOut = System.out;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final StringWriter written = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(systemOut);
  }

  @Test
  void namesThePipelinesThereAre() {
    assertThat(run("demo", "windfram")).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith("sluice: no pipeline 'windfram'; did you mean 'windfarm'? There are ")
        .contains("seattle", "windfarm");
  }

  @Test
  void namesTheFaultProfilesThereAre() {
    assertThat(run("demo", "--dir", lake(), "--faults", "nonsense")).isEqualTo(1);
    assertThat(errors.toString()).contains("'nonsense'", "mild, none, rough");
  }

  @Test
  void refusesAFolderThatIsNoLakes() throws IOException {
    Files.writeString(directory.resolve("thesis.txt"), "years of work");

    assertThat(run("demo", "--dir", directory.toString())).isEqualTo(1);
    assertThat(errors.toString()).contains(directory.toString(), "not empty", "--dir");
    assertThat(directory.resolve("thesis.txt")).hasContent("years of work");
  }

  @ParameterizedTest
  @ValueSource(strings = {"port", "ui"})
  void namesThePortThatIsInUse(String option) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String other = option.equals("port") ? "--ui" : "--port";

      assertThat(run("up", "--dir", lake(), "--" + option, port, other, "0")).isEqualTo(1);
      assertThat(errors.toString()).contains("sluice: Port " + port, "in use", "--" + option);
    }
    assertThat(Path.of(lake(), "up.json")).doesNotExist();
  }

  @Test
  void showsAllProblemsOfAFile() throws IOException {
    Path file = directory.resolve("farm.yaml");
    Files.writeString(file, "pipeline: farm\nsorce: {}\nrecord:\n  id: no-such-field\n");

    assertThat(run("validate", file.toString())).isEqualTo(1);
    assertThat(output()).contains("problems in " + file, "sorce", "farm.yaml:2", "farm.yaml:4");
  }

  @Test
  void saysThatAFileIsValid() {
    String file = SluiceHome.pipeline("windfarm").toString();

    assertThat(run("validate", file)).isZero();
    assertThat(output()).contains("valid  " + file + ": 5 fields, 5 alert rules");
  }

  @ParameterizedTest
  @ValueSource(strings = {"windfarm", "gpu", "weather", "quickstart", "movies", "seattle"})
  void hasNothingToWarnOfInThePipelinesThatAreHere(String pipeline) {
    assertThat(run("validate", SluiceHome.pipeline(pipeline).toString())).isZero();
    assertThat(output()).contains("valid").doesNotContain("warning");
  }

  @Test
  void warnsOfDivisionsThatAthenaDoesInDecimals() throws IOException {
    Path file = directory.resolve("quickstart.yaml");
    Files.writeString(
        file,
        Files.readString(SluiceHome.pipeline("quickstart"))
            .replace(
                "queries:\n",
                "queries:\n"
                    + "  share: {sql: \"SELECT 1.0 * count(*) / 3 AS share FROM readings\"}\n"));

    assertThat(run("validate", file.toString())).isZero();
    assertThat(output())
        .contains("warning: query share, line 1: this division", "CAST(a AS double) / b");
  }

  @Test
  void validatesWithSettings() {
    String file = SluiceHome.pipeline("windfarm").toString();

    assertThat(run("validate", file, "--set", "TEMPERATURE_MAX=hot")).isEqualTo(1);
    assertThat(output()).contains("needs a number, but is 'hot' (from TEMPERATURE_MAX=hot)");
  }

  @Test
  void aDefinitionCannotReadTheEnvironmentOfTheProcess() throws IOException {
    Path file = directory.resolve("farm.yaml");
    Files.writeString(file, "pipeline: farm\ndescription: ${AWS_SECRET_ACCESS_KEY}\n");

    assertThat(run("validate", file.toString())).isEqualTo(1);
    assertThat(output())
        .contains("farm.yaml:2", "${AWS_SECRET_ACCESS_KEY} belongs to the environment", "'secret'");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThat(run("validate", directory.resolve("farm.yaml").toString())).isEqualTo(1);
    assertThat(output()).contains("not found  file ", "farm.yaml does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query windfarm hourly",
        "tail",
        "status",
        "invoke ProducerFunction",
        "replay windfarm --from 1h",
        "replay windfarm --from 1h --rules"
      })
  void saysThatNoLakeRuns(String command) {
    assertThat(run((command + " --dir " + lake()).split(" ", -1))).isEqualTo(1);
    assertThat(errors.toString()).contains("no lake runs in " + lake(), "sluice up", "--dir");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query windfarm hourly",
        "tail",
        "status",
        "invoke ProducerFunction",
        "replay windfarm --from 1h"
      })
  void saysThatALakeHasEnded(String command) throws IOException {
    Files.createDirectories(Path.of(lake()));
    Files.writeString(
        Path.of(lake(), "up.json"),
        "{\"endpoint\":\"http://127.0.0.1:1\",\"dashboard\":\"\",\"pid\":4194305,\"pipelines\":{}}");

    assertThat(run((command + " --dir " + lake()).split(" ", -1))).isEqualTo(1);
    assertThat(errors.toString()).contains("has ended", "sluice up").doesNotContain("\tat ");
  }

  @Test
  void helpsWithExamplesOnEveryCommand() {
    for (String name : Sluice.commandLine().getSubcommands().keySet()) {
      StringWriter help = new StringWriter();
      CommandLine line = Sluice.commandLine().setOut(new PrintWriter(help, true));

      assertThat(line.execute(name, "--help")).isZero();
      assertThat(help.toString()).contains("Example", "  sluice " + name);
    }
  }

  @Test
  void asksForACommand() {
    assertThat(run()).isEqualTo(2);
    assertThat(errors.toString()).contains("Name a command.", "demo", "up", "query");
  }

  @Test
  void knowsNoOtherOptions() {
    assertThat(run("demo", "--minuets", "5")).isEqualTo(2);
    assertThat(errors.toString()).contains("--minuets", "--minutes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3"})
  void playsAtLeastAMinute(String minutes) {
    assertThat(run("demo", "--dir", lake(), "--minutes=" + minutes)).isEqualTo(1);
    assertThat(errors.toString()).contains("--minutes must be at least 1");
  }

  @Test
  void replaysAPeriodThatIsNotEmpty() {
    String[] command = {"replay", "windfarm", "--from", "now", "--to", "1h"};
    assertThat(run(command)).isEqualTo(1);
    assertThat(errors.toString()).contains("the period is empty", "--from", "--to");
  }

  private int run(String... arguments) {
    return Sluice.commandLine()
        .setOut(new PrintWriter(written, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String output() {
    return captured.toString(StandardCharsets.UTF_8) + written;
  }

  private String lake() {
    return directory.resolve("lake").toString();
  }
}
