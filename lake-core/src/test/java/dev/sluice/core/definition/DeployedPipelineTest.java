package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeployedPipelineTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  private final List<String> infos = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private Pipeline load(String name, Map<String, String> environment) {
    return new DeployedPipeline(PIPELINES, name, environment).load(infos::add, errors::add);
  }

  @Test
  void loadsTheNamedPipelineWithItsSettingsAndSaysSoOnce() {
    Pipeline pipeline = load("windfarm", Map.of("SLUICE_SETTINGS", "SEED=7"));

    assertThat(((SimulatorSource) pipeline.feeds().get(0).source()).seed()).isEqualTo(7);
    assertThat(infos)
        .containsExactly("Loaded pipeline windfarm from " + PIPELINES.resolve("windfarm.yaml"));
    assertThat(errors).isEmpty();
  }

  @Test
  void saysOnceWhatIsWrongWithTheDefinition() {
    assertThatThrownBy(() -> load("windmill", Map.of()))
        .isInstanceOf(InvalidPipelineException.class);

    assertThat(infos).isEmpty();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0))
        .startsWith("Pipeline 'windmill' can't be loaded from " + PIPELINES)
        .contains("windmill.yaml");
  }

  @Test
  void saysOnceWhatIsWrongWithTheSettings() {
    assertThatThrownBy(() -> load("windfarm", Map.of("SLUICE_SETTINGS", "SEED")))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).contains("SLUICE_SETTINGS is a list like A=1,B=2");
  }
}
