package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PutHintTest {
  private static final PipelinePlace SAMPLES =
      PipelinePlace.in(Path.of(System.getProperty("sluice.root")));

  @TempDir private Path directory;

  private static List<String> lines(String name) throws IOException {
    Pipeline pipeline = new PipelineLoader().load(SAMPLES.file(name), Map.of());
    return PutHint.lines(
        pipeline,
        PipelineStack.of(SAMPLES, pipeline, StackChoice.of(name)),
        Instant.parse("2026-06-01T12:00:00.123Z"));
  }

  @Test
  void showsACommandWithARecordThatTheSchemaTakes() throws IOException {
    assertThat(lines("devices"))
        .containsExactly(
            "Others put the records of devices, for example:",
            "  aws kinesis put-record --stream-name sluice-devices-Stream --partition-key device-1"
                + " \\",
            "    --cli-binary-format raw-in-base64-out --data"
                + " '{\"id\":\"id-1\",\"device\":{\"name\":\"device-1\"},\"ts\":\"2026-06-01T12:00:00Z\","
                + "\"air\":{\"co2\":1},\"health\":{\"battery\":1}}'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch-s|1780315200",
        "epoch-us|1780315200000000",
        "\"dd.MM.yyyy HH:mm\"|\"01.06.2026 14:00\"",
        "iso|\"2026-06-01T12:00:00Z\""
      })
  void theEventTimeIsWrittenAsTheDefinitionSays(String format, String written) throws IOException {
    String zone = format.startsWith("epoch") ? "" : "timeZone: Europe/Berlin,";
    Path file =
        Files.writeString(
            directory.resolve("mine.yaml"),
            """
            pipeline: mine
            record: {key: id, time: at, timeFormat: %s, %s schema: {id: string, at: timestamp}}
            """
                .formatted(format, zone));
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());

    assertThat(
            PutHint.lines(
                pipeline,
                PipelineStack.of(SAMPLES, pipeline, StackChoice.of("mine")),
                Instant.parse("2026-06-01T12:00:00Z")))
        .anyMatch(line -> line.contains("\"at\":" + written));
  }

  @Test
  void showsNothingWhereASourceGivesTheRecords() throws IOException {
    assertThat(lines("windfarm")).isEmpty();
  }
}
