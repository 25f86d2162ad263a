package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.esm.MappingSettings.Batching;
import dev.sluice.localaws.template.StackModel.Function;
import dev.sluice.localaws.template.StackModel.KinesisEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which batches and how much memory the functions get, by the template's parameters. */
class MappingParametersTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam", "template.yaml");

  @Test
  void theBatchWriterGetsAsManyBatchesOfAShardAtATimeAsAParameterSays() throws IOException {
    Map<String, String> parameters = Map.of("RawParallelization", "4", "RawWindowSeconds", "10");

    assertThat(batching(parameters, "BatchWriterFunction"))
        .isEqualTo(new Batching(10_000, Duration.ofSeconds(10), Duration.ZERO, 4));
    assertThat(function(parameters, "BatchWriterFunction").spec().limits().batches()).isEqualTo(4);
    assertThatThrownBy(() -> function(Map.of("RawParallelization", "11"), "BatchWriterFunction"))
        .hasMessageContaining("1 to 10");
  }

  @Test
  void alertsAreMadeOfOneBatchOfAShardAtATimeAsTheirWindowNeedsIt() throws IOException {
    Map<String, String> parameters = Map.of("RawParallelization", "4");

    assertThat(batching(parameters, "ConsumerFunction"))
        .isEqualTo(new Batching(1_000, Duration.ZERO, Duration.ofSeconds(300), 1));
    assertThat(function(parameters, "ConsumerFunction").spec().limits().batches()).isEqualTo(1);
  }

  @Test
  void theEtlFunctionHasAsMuchMemoryAsAParameterSays() throws IOException {
    assertThat(memory(Map.of())).isEqualTo(1024);
    assertThat(memory(Map.of("EtlMemory", "3538"))).isEqualTo(3538);
  }

  private static int memory(Map<String, String> parameters) throws IOException {
    return function(parameters, "EtlTriggerFunction").spec().limits().memoryMb();
  }

  private static Batching batching(Map<String, String> parameters, String function)
      throws IOException {
    return ((KinesisEvent) function(parameters, function).events().get(0)).settings().batching();
  }

  private static Function function(Map<String, String> parameters, String logicalId)
      throws IOException {
    return StackReader.read(TEMPLATE, "sluice-windfarm", parameters).functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }
}
