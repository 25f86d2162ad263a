package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.cli.command.SluiceHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is mistyped is refused before anything is done, in a line that says what to write. */
class UsageMessagesTest {
  @TempDir private Path directory;
  private final StringWriter errors = new StringWriter();

  @Test
  void helpBreaksNoLineOfItsExamplesInTheMiddle() {
    Sluice.commandLine()
        .getSubcommands()
        .values()
        .forEach(
            command ->
                assertThat(command.getUsageMessage().lines())
                    .containsAll(
                        Stream.of(command.getCommandSpec().usageMessage().footer())
                            .filter(line -> line.startsWith("  "))
                            .toList()));
  }

  @Test
  void proposesACommand() {
    assertThat(refused("dmeo")).contains("unknown command 'dmeo'; did you mean 'demo'?");
  }

  @Test
  void aSettingThatNoPipelineAsksForIsRefused() {
    assertThat(refused("demo", "windfarm", "--set", "TEMPERATURE_MX=4"))
        .contains(
            "--set TEMPERATURE_MX: no pipeline here asks for it",
            "; did you mean 'TEMPERATURE_MAX'?");
    assertThat(refused("up", "windfarm", "quickstart", "--set", "SEEED=4")).contains("'SEED'");
    assertThat(refused("validate", SluiceHome.pipeline("windfarm").toString(), "--set", "SEEED=4"))
        .contains("'SEED'");
  }

  @Test
  void aSensorIsNotPlayedInSeconds() {
    assertThat(refused("demo", "gpu-card"))
        .contains(
            "gpu-card has a source 'lines', which gives records as they come",
            "Take 'sluice up gpu-card'.");
  }

  @Test
  void aCronOfUnixIsTranslated() {
    assertThat(failed("demo", "windfarm", "--parameter", "EtlSchedule=cron(0 7 * * *)"))
        .contains(
            "has six fields", "but 'cron(0 7 * * *)' has 5; did you mean 'cron(0 7 * * ? *)'?");
    assertThat(failed("demo", "windfarm", "--parameter", "EtlSchedule=cron(0 7 * * MON-FRI)"))
        .contains("did you mean 'cron(0 7 ? * MON-FRI *)'?");
  }

  @Test
  void aCronThatCanNeverBeIsRefused() {
    assertThat(failed("demo", "windfarm", "--parameter", "EtlSchedule=cron(99 * * * ? *)"))
        .contains("the minutes of a cron expression are 0 to 59, not '99'");
    assertThat(failed("demo", "windfarm", "--parameter", "EtlSchedule=cron(0 7 * * * *)"))
        .contains("must be '?', but it is 'cron(0 7 * * * *)'");
  }

  @Test
  void aTimeZoneThatDoesNotExistIsRefused() {
    assertThat(failed("demo", "windfarm", "--parameter", "TimeZone=Europe/Berln"))
        .contains("the time zone 'Europe/Berln' does not exist", "did you mean 'Europe/Berlin'?");
  }

  @Test
  void proposesAParameter() {
    assertThat(failed("demo", "windfarm", "--parameter", "TimeZon=UTC"))
        .contains("unknown parameter 'TimeZon'; the parameters are ", "; did you mean 'TimeZone'?");
  }

  @Test
  void aPipelineIsNamedOnce() {
    assertThat(refused("up", "windfarm", "windfarm")).contains("windfarm is named twice");
  }

  @Test
  void aPortIsAPort() {
    assertThat(refused("up", "windfarm", "--port", "99999"))
        .contains("'99999' is not a port: 1 to 65535, or 0");
    assertThat(refused("up", "windfarm", "--ui", "http")).contains("'http' is not a port");
  }

  @Test
  void aTimeHasAnOffset() {
    assertThat(refused("demo", "windfarm", "--start", "2026-06-01T12:00"))
        .contains("'2026-06-01T12:00' is not a time like 2026-06-01T12:00:00Z, or a date");
    assertThat(refused("demo", "windfarm", "--start", "2026-02-30")).contains("'2026-02-30'");
  }

  @Test
  void aFileThatCanNotBeWrittenIsSaidBeforeTheWork() throws IOException {
    assertThat(refused("query", "windfarm", "hourly", "--csv", directory.toString()))
        .contains("is a folder; name a file in it");
    Path file = Files.writeString(directory.resolve("notes.txt"), "kept");
    String within = file.resolve("report.json").toString();
    assertThat(refused("demo", "windfarm", "--json", within))
        .contains("'" + within + "' can't be written: " + file + " is not a folder");
  }

  private String refused(String... arguments) {
    return run(2, arguments);
  }

  private String failed(String... arguments) {
    return run(1, arguments);
  }

  private String run(int exitCode, String... arguments) {
    errors.getBuffer().setLength(0);
    CommandLine line = Sluice.commandLine().setErr(new PrintWriter(errors, true));
    assertThat(line.execute(arguments)).isEqualTo(exitCode);
    return errors.toString();
  }
}
