package dev.sluice.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerConfigTest {
  private static final Map<String, String> MANDATORY =
      Map.of("SLUICE_PIPELINE", "farm", "SLUICE_STREAM", "sensors", "SLUICE_BUCKET", "lake");

  private static ProducerConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(ProducerConfig.class)
        .withConverter(
            Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(ProducerConfig.class);
  }

  @Test
  void defaultsFitALambdaFunction() {
    ProducerConfig config = config(MANDATORY);

    assertThat(config.stack()).isEqualTo("none");
    assertThat(config.pipelinesDir()).isEqualTo(Path.of("/opt"));
    assertThat(config.reserve()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.recordBytes()).isEqualTo(1_048_576);
    assertThat(config.apiEndpoint()).isEmpty();
  }

  @Test
  void everySettingHasItsVariable() {
    Map<String, String> environment = new HashMap<>(MANDATORY);
    environment.put("SLUICE_STACK", "farm-test");
    environment.put("SLUICE_PIPELINES_DIR", "/srv/pipelines");
    environment.put("SLUICE_RESERVE", "2s");
    environment.put("SLUICE_RECORD_BYTES", "2048");
    environment.put("SLUICE_API_ENDPOINT", "http://127.0.0.1:8000");
    environment.put("SLUICE_TOPIC_ARN", "of another function");
    ProducerConfig config = config(environment);

    assertThat(config.stack()).isEqualTo("farm-test");
    assertThat(config.pipeline()).isEqualTo("farm");
    assertThat(config.stream()).isEqualTo("sensors");
    assertThat(config.bucket()).isEqualTo("lake");
    assertThat(config.pipelinesDir()).isEqualTo(Path.of("/srv/pipelines"));
    assertThat(config.reserve()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.recordBytes()).isEqualTo(2_048);
    assertThat(config.apiEndpoint()).contains("http://127.0.0.1:8000");
  }

  @Test
  void marksWhatIsMissing() {
    assertThat(config(Map.of("SLUICE_PIPELINE", "farm", "SLUICE_BUCKET", "lake")).stream())
        .isEqualTo(RequiredVariables.NOT_SET);
  }
}
