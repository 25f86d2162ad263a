package dev.sluice.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchWriterConfigTest {
  @Test
  void hasDefaultsForAllButPipelineAndBucket() {
    BatchWriterConfig config =
        config(Map.of("SLUICE_PIPELINE", "windfarm", "SLUICE_BUCKET", "lake"));

    assertThat(config.pipeline()).isEqualTo("windfarm");
    assertThat(config.bucket()).isEqualTo("lake");
    assertThat(config.pipelinesDir()).isEqualTo(Path.of("/opt"));
    assertThat(config.stack()).isEqualTo("none");
    assertThat(config.rawParallelization()).isEqualTo(1);
  }

  @Test
  void takesEverythingFromTheEnvironment() {
    BatchWriterConfig config =
        config(
            Map.of(
                "SLUICE_STACK", "seattle-test",
                "SLUICE_PIPELINE", "seattle",
                "SLUICE_BUCKET", "lake",
                "SLUICE_PIPELINES_DIR", "/srv/pipelines",
                "SLUICE_RAW_PARALLELIZATION", "4"));

    assertThat(config.stack()).isEqualTo("seattle-test");
    assertThat(config.pipelinesDir()).isEqualTo(Path.of("/srv/pipelines"));
    assertThat(config.rawParallelization()).isEqualTo(4);
  }

  @Test
  void marksWhatIsMissing() {
    assertThat(config(Map.of("SLUICE_PIPELINE", "windfarm")).bucket())
        .isEqualTo(RequiredVariables.NOT_SET);
  }

  private static BatchWriterConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withSources(new EnvConfigSource(environment, 300))
        .withMapping(BatchWriterConfig.class)
        .build()
        .getConfigMapping(BatchWriterConfig.class);
  }
}
