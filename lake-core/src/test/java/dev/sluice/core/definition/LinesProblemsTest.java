package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.pipeline.source.LinesSource.Command;
import dev.sluice.core.pipeline.source.LinesSource.Csv;
import dev.sluice.core.pipeline.source.LinesSource.GrowingFile;
import dev.sluice.core.pipeline.source.LinesSource.Json;
import dev.sluice.core.pipeline.source.LinesSource.Program;
import dev.sluice.core.pipeline.source.LinesSource.StandardInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesProblemsTest {
  private static final String METER =
      """
      pipeline: meter
      source:
        lines:
          LINES
      record:
        key: card
        schema: {id: string, timestamp: timestamp, card: string, metric: {type: string}, value: {type: double}}
      """;
  private static final String IDS = ", assign: {id: \"{host}-{tick}-{index}\"}";

  @TempDir Path folder;

  private LinesSource load(String lines) throws IOException {
    String text = METER.replace("  LINES", "  {" + lines + "}").replace("    {", " {");
    Path file = Files.writeString(folder.resolve("meter.yaml"), text.replace("lines:\n", "lines:"));
    return (LinesSource)
        new PipelineLoader().load(file, Map.of()).tickedSources().values().iterator().next();
  }

  private List<String> problems(String lines) throws IOException {
    try {
      load(lines);
      return List.of();
    } catch (InvalidPipelineException e) {
      return e.problems().stream()
          .map(problem -> problem.path() + ": " + problem.message())
          .toList();
    }
  }

  @Test
  void aCommandWithAPaceIsRunAtEachTick() throws IOException {
    LinesSource source = load("command: [nvidia-smi, -q], every: 10s, timeout: 2s");

    assertThat(source.input())
        .isEqualTo(new Command(List.of("nvidia-smi", "-q"), Duration.ofSeconds(2)));
    assertThat(source.every()).hasSeconds(10);
    assertThat(source.format()).isEqualTo(new Json());
    assertThat(source.items().fields()).containsEntry("value", "/value").hasSize(5);
  }

  @Test
  void aCommandHasNoMoreTimeThanATick() throws IOException {
    assertThat(load("command: [sensor], every: 4s").input())
        .isEqualTo(new Command(List.of("sensor"), Duration.ofSeconds(4)));
    assertThat(load("command: [sensor], every: 1h").input())
        .isEqualTo(new Command(List.of("sensor"), Duration.ofSeconds(10)));
  }

  @Test
  void aCommandWithoutAPaceKeepsRunning() throws IOException {
    LinesSource source = load("command: \"mosquitto_sub -t '#'\"");

    assertThat(source.input())
        .isEqualTo(new Program(List.of("/bin/sh", "-c", "mosquitto_sub -t '#'")));
    assertThat(source.every()).hasSeconds(1);
  }

  @Test
  void takesStandardInputOrAFile() throws IOException {
    assertThat(load("stdin: true").input()).isEqualTo(new StandardInput());
    assertThat(load("file: /var/log/meter.ndjson, assign: {id: \"{host}-{row}\"}").input())
        .isEqualTo(new GrowingFile("/var/log/meter.ndjson"));
  }

  @Test
  void aRowIsSeveralMetrics() throws IOException {
    LinesSource source =
        load(
            "stdin: true, format: csv, columns: [uuid, power.draw, timestamp], nullText: '[N/A]',"
                + " fields: {card: /uuid, timestamp: /timestamp}, metrics: {power: /power.draw},"
                + " assign: {id: \"{/uuid}-{metric}-{tick}\"}");

    assertThat(source.readings().orElseThrow().pointers()).containsEntry("power", "/power.draw");
    assertThat(source.readings().orElseThrow().valueField()).isEqualTo("value");
    assertThat(((Csv) source.format()).dialect().nullText()).isEqualTo("[N/A]");
  }

  @Test
  void hasExactlyOneInput() throws IOException {
    assertThat(problems("every: 10s"))
        .containsExactly(
            "source.lines: needs exactly one of command, stdin, file, but has none: where the lines"
                + " come from");
    assertThat(problems("stdin: true, file: x"))
        .singleElement()
        .asString()
        .contains("but has stdin and file");
    assertThat(problems("stdin: false"))
        .containsExactly("source.lines.stdin: is true, or is left out");
    assertThat(problems("command: [\"\"]"))
        .containsExactly(
            "source.lines.command: names no program; write it first, like [nvidia-smi, --help]");
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws IOException {
    assertThat(problems("stdin: true, timeout: 2s"))
        .containsExactly(
            "source.lines.timeout: 'timeout' is for a command that is run at each tick");
    assertThat(problems("command: [x], timeout: 2s"))
        .containsExactly(
            "source.lines.timeout: 'timeout' is for a command that is run at each tick; one without"
                + " 'every' keeps running");
    assertThat(problems("stdin: true, columns: [a]"))
        .containsExactly("source.lines.columns: 'columns' is for 'format: csv'");
    assertThat(problems("stdin: true, reading: {metric: metric}"))
        .containsExactly("source.lines.reading: is for the fields of 'metrics'; add them");
  }

  @Test
  void onlyLinesOfAFileHaveNumbers() throws IOException {
    assertThat(problems("stdin: true" + IDS)).isEmpty();
    assertThat(problems("stdin: true, assign: {id: \"{row}\"}"))
        .singleElement()
        .asString()
        .startsWith("source.lines.assign.id: no variable is named 'row'; known: ");
  }

  @Test
  void pointsToColumnsThatAreThere() throws IOException {
    assertThat(
            problems(
                "stdin: true, format: csv, columns: [id, timestamp, card, watts], fields: {id: /id,"
                    + " timestamp: /timestamp, card: /card, value: /wats}"))
        .containsExactly(
            "source.lines.fields.value: no column is named 'wats'; known: id, timestamp, card,"
                + " watts; did you mean 'watts'?");
    assertThat(problems("stdin: true, format: csv, columns: [id, card]"))
        .containsExactly(
            "source.lines: the source gives no field 'timestamp', which record.schema requires;"
                + " given: card, id");
  }

  @Test
  void linesAndFilesThatLandAreTwoPipelines() throws IOException {
    String several =
        """
        pipeline: meter
        sources:
          sensor:
            lines: {stdin: true}
          partner:
            landing: {from: landing/meter/, match: "*.csv", to: "raw/files/{yyyy}/{file}"}
        record:
          schema: {id: string, timestamp: timestamp}
        inputs:
          files: {format: csv, prefix: raw/files, partition: [year], style: plain}
        """;
    Path file = Files.writeString(folder.resolve("meter.yaml"), several);

    assertThatThrownBy(() -> new PipelineLoader().load(file, Map.of()))
        .isInstanceOf(InvalidPipelineException.class)
        .hasMessageContaining(
            "sources.partner: 'landing' needs the producer function, and 'sensor' has 'lines',"
                + " which the edge process reads instead of it; make two pipelines of them");
  }
}
