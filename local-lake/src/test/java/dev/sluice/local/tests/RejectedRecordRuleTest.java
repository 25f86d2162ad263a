package dev.sluice.local.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.yaml.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectedRecordRuleTest {
  private static final String ATTIC =
      """
      pipeline: attic
      record:
        key: device
        schema: {id: string, device: string, celsius: double, timestamp: timestamp}
      alerts: {hot: {when: {field: celsius, above: 30}, message: "{celsius} in {device}"}}
      tests:
        without-an-id:
          records: [{device: north, celsius: 31, timestamp: "2026-06-01T12:00:00Z"}]
          expect: {rejected: [id], alerts: [{rule: hot, device: north}]}
      """;

  @TempDir private Path directory;

  @Test
  void rulesSeeRejectedRecordsTooAsConsumersDo() throws IOException {
    Path file = Files.writeString(directory.resolve("attic.yaml"), ATTIC);
    TestedPipeline tested = TestedPipeline.load(file, new Settings(Map.of()));

    assertThat(tested.run(tested.tests().get(0)).differences()).isEmpty();
  }
}
