package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PutHintTest {
  private static final PipelinePlace SAMPLES =
      PipelinePlace.in(Path.of(System.getProperty("sluice.root")));

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

  @Test
  void showsNothingWhereASourceGivesTheRecords() throws IOException {
    assertThat(lines("windfarm")).isEmpty();
  }
}
