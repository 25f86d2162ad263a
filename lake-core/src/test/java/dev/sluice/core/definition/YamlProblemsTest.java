package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.source.SimulatorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlProblemsTest {
  @TempDir Path folder;
  private PipelineFile windfarm;

  @BeforeEach
  void copy() {
    windfarm = PipelineFile.copy("windfarm", folder);
  }

  @Test
  void placesASyntaxErrorAtItsLine() {
    int line = windfarm.text().lines().toList().indexOf("  late: 7d") + 1;
    windfarm.replace("  late: 7d", "  late: [7d");

    assertThatThrownBy(windfarm::load)
        .isInstanceOf(InvalidPipelineException.class)
        .hasMessageContaining("windfarm.yaml:" + (line + 1) + ":")
        .hasMessageContaining("is not valid YAML");
  }

  @Test
  void rejectsAKeyThatIsGivenTwice() {
    int line = windfarm.text().lines().toList().indexOf("  late: 7d") + 1;

    assertThat(windfarm.replace("  late: 7d", "  late: 7d\n  late: 8d").problems())
        .containsExactly(
            "raw.late: is given twice, first at line " + line + "; remove one of them");
  }

  @Test
  void rejectsASecondDocument() {
    assertThat(windfarm.with(windfarm.text() + "---\nmore: true\n").problems())
        .containsExactly(": a second document begins; write one pipeline in a file");
  }

  @Test
  void rejectsAnEmptyFile() {
    assertThat(windfarm.with("# nothing\n").problems()).containsExactly(": the file is empty");
  }

  @Test
  void rejectsATextInPlaceOfKeys() {
    assertThat(windfarm.with("windfarm").problems())
        .containsExactly(": needs keys with values, but is 'windfarm'");
  }

  @Test
  void rejectsAKeyThatIsNoText() {
    assertThat(windfarm.replace("  late: 7d", "  [late]: 7d").problems())
        .contains("raw: a key must be a plain text, but is a list");
  }

  @Test
  void rejectsExcessiveNesting() {
    assertThat(windfarm.with("a: " + "[".repeat(500) + "]".repeat(500)).problems())
        .singleElement()
        .asString()
        .contains("more than 30 levels");
  }

  @Test
  void suggestsTheKeyThatWasMeant() {
    assertThat(windfarm.replace("  late: 7d", "  latte: 7d").problems())
        .containsExactly(
            "raw.latte: unknown key; known here: partition, style, late, ahead;"
                + " did you mean 'late'?");
  }

  @Test
  void namesMissingKeys() {
    assertThat(windfarm.with("pipeline: windfarm\nalerts: {}\n").problems())
        .contains(": the key 'record' is missing; a stream needs it");
  }

  @Test
  void refusesAPipelineIntoWhichNothingComes() {
    assertThat(windfarm.with("pipeline: windfarm\n").problems())
        .containsExactly(
            ": nothing comes in: add 'source' (or 'sources'), or leave it out and add 'record' if"
                + " others put records into the stream, 'inputs' if they put files into raw");
  }

  @Test
  void namesTheVariableBehindAValueThatIsNoNumber() {
    assertThat(windfarm.problems(Map.of("TEMPERATURE_MAX", "hot")))
        .contains(
            "alerts.temperature-outside-band.when.all[1].outside[1]: needs a number, but is 'hot'"
                + " (from TEMPERATURE_MAX=hot)");
  }

  @Test
  void namesAMandatoryVariableThatIsNotSet() {
    windfarm.replace("${SEED:42}", "${SEED}");

    assertThat(windfarm.problems(Map.of("SEED", "")))
        .containsExactly(
            "source.simulator.seed: the setting SEED is not set; set it (--set SEED=…, the"
                + " template's parameter Settings, or SLUICE_SETTINGS), or give it a default:"
                + " ${SEED:default}");
    assertThat(
            ((SimulatorSource) windfarm.load(Map.of("SEED", "7")).feeds().get(0).source()).seed())
        .isEqualTo(7);
  }

  @Test
  void rejectsVariablesOfTheProcess() {
    for (String name : List.of("AWS_SECRET_ACCESS_KEY", "PATH", "_HANDLER", "LAMBDA_TASK_ROOT")) {
      PipelineFile file = PipelineFile.copy("windfarm", folder);

      assertThat(file.replace("${SEED:42}", "${" + name + ":42}").problems(Map.of(name, "7")))
          .containsExactly(
              "source.simulator.seed: ${%s} belongs to the environment of the process, which may"
                      .formatted(name)
                  + " hold credentials, so a definition can't read it; give the setting another"
                  + " name, and name a key by 'secret'");
    }
  }

  @Test
  void rejectsAMalformedVariable() {
    assertThat(windfarm.replace("${SEED:42}", "${1SEED}").problems())
        .singleElement()
        .asString()
        .startsWith("source.simulator.seed: '${1SEED}' has a '${' without a variable");
  }

  @Test
  void takesADoubledDollarAsText() {
    windfarm.replace("Power factor of {turbine}", "$${turbine}");

    assertThat(windfarm.load().alerts().get(0).message()).isEqualTo("${turbine} is {data}");
  }

  @Test
  void reportsAFileThatIsNotThere() {
    assertThatThrownBy(() -> new PipelineLoader().load(folder.resolve("none.yaml"), Map.of()))
        .isInstanceOf(InvalidPipelineException.class)
        .hasMessageStartingWith("none.yaml:1:1  does not exist");
  }

  @Test
  void reportsAFileThatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xff, 0x41});

    assertThatThrownBy(() -> new PipelineLoader().load(file, Map.of()))
        .isInstanceOf(InvalidPipelineException.class)
        .hasMessageContaining("is not UTF-8 text");
  }

  @Test
  void reportsControlCharacters() {
    assertThat(windfarm.replace("late: 7d", "late: \u00017d").problems())
        .singleElement()
        .asString()
        .contains("is not valid YAML");
  }

  @Test
  void aSettingInBracketsNeedsQuotes() {
    assertThat(windfarm.replace("\"${SILENT_FOR:2m}\"", "${SILENT_FOR:2m}").problems())
        .singleElement()
        .asString()
        .contains("within {…} and […] a ${NAME} needs quotes: write \"${NAME:default}\"");
  }

  @Test
  void aLineThatIsIndentedLikeNoOtherIsNamed() {
    assertThat(windfarm.replace("    dedupe: reading_id", "   dedupe: reading_id").problems())
        .singleElement()
        .asString()
        .contains("the line's indentation fits no line above it");
  }

  @Test
  void aTabIsNamed() {
    assertThat(windfarm.replace("  late: 7d", "\tlate: 7d").problems())
        .singleElement()
        .asString()
        .contains("a tab stands where the line is indented; indent with blanks");
  }

  @Test
  void aMissingQuoteIsNamed() {
    assertThat(windfarm.with("pipeline: \"windfarm\nsource: {}\n").problems())
        .singleElement()
        .asString()
        .contains("a quote is opened and not closed");
  }

  @Test
  void aTypeOfAnotherLanguageIsTranslated() {
    assertThat(windfarm.replace("    data: {type: double", "    data: {type: number").problems())
        .singleElement()
        .asString()
        .endsWith("did you mean 'double'?");
  }

  @Test
  void aMisspeltFileIsProposed() {
    assertThat(windfarm.replace("windfarm/hourly.sql", "windfarm/hourley.sql").problems())
        .singleElement()
        .asString()
        .endsWith("; did you mean 'windfarm/hourly.sql'?");
  }
}
