package dev.sluice.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerConfigTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts";

  @Test
  void defaultsToTheLayersFolder() {
    ConsumerConfig config =
        config(
            Map.of(
                "SLUICE_PIPELINE",
                "windfarm",
                "SLUICE_TOPIC_ARN",
                TOPIC,
                "SLUICE_STREAM",
                "farm",
                "SLUICE_BUCKET",
                "lake"));
    assertThat(config.pipelinesDir()).isEqualTo(Path.of("/opt"));
    assertThat(config.stack()).isEqualTo("none");
  }

  @Test
  void takesAllFromTheEnvironment() {
    ConsumerConfig config =
        config(
            Map.of(
                "SLUICE_PIPELINE",
                "windfarm",
                "SLUICE_STACK",
                "farm-test",
                "SLUICE_PIPELINES_DIR",
                "/pipelines",
                "SLUICE_TOPIC_ARN",
                TOPIC,
                "SLUICE_STREAM",
                "farm",
                "SLUICE_BUCKET",
                "lake"));
    assertThat(config.stack()).isEqualTo("farm-test");
    assertThat(config.stream()).isEqualTo("farm");
    assertThat(config.bucket()).isEqualTo("lake");
    assertThat(config.pipeline()).isEqualTo("windfarm");
    assertThat(config.pipelinesDir()).isEqualTo(Path.of("/pipelines"));
    assertThat(config.topicArn()).isEqualTo(TOPIC);
  }

  @Test
  void marksWhatIsMissing() {
    ConsumerConfig config = config(Map.of("SLUICE_PIPELINE", "windfarm"));
    assertThat(List.of(config.topicArn(), config.stream(), config.bucket()))
        .containsOnly(RequiredVariables.NOT_SET);
  }

  private static ConsumerConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withMapping(ConsumerConfig.class)
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(ConsumerConfig.class);
  }
}
