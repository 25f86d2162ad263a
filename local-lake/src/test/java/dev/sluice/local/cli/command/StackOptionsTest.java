package dev.sluice.local.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StackOptionsTest {
  private static final PipelinePlace SAMPLES =
      PipelinePlace.in(Path.of(System.getProperty("sluice.root")));

  private static StackOptions options(String... given) {
    StackOptions options = new StackOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(given);
    return options;
  }

  private static PipelineFinder.Found sample(String name) {
    return new PipelineFinder.Found(SAMPLES.file(name), SAMPLES, List.of());
  }

  @Test
  void aProfileMayDeployADefinitionOfItsOwn() throws IOException {
    StackOptions classic = options("--profile", "classic");
    PipelineFinder.Found found = classic.profiled(sample("movies"));
    StackChoice choice = classic.choice(found);
    Pipeline definition = classic.load(found, choice);
    PipelineStack stack = PipelineStack.of(SAMPLES, definition, choice);

    assertThat(found.name()).isEqualTo("movies-classic");
    assertThat(classic.profiled(found)).isEqualTo(found);
    assertThat(choice.environment()).isEqualTo("movies-classic");
    assertThat(choice.parameters()).isEmpty();
    assertThat(definition.otherDatabases()).containsExactly("refined");
    assertThat(stack.stack().name()).isEqualTo("sluice-movies-classic");
  }

  @Test
  void anotherOneIsThePipelineInItsOwnEnvironment() throws IOException {
    StackOptions classic = options("--profile", "classic");

    assertThat(options().profiled(sample("movies")).name()).isEqualTo("movies");
    assertThat(classic.profiled(sample("windfarm")).name()).isEqualTo("windfarm");
    assertThat(classic.choice(sample("windfarm")).environment()).isEqualTo("windfarm-classic");
  }

  @Test
  void whereThereIsNoEnvironmentTheProfileIsThreeParameters() throws IOException {
    assertThat(options("--profile", "classic").choice(sample("seattle")).parameters())
        .containsOnlyKeys("Engine", "Catalog", "RawDelivery");
    assertThat(options("--profile", "default").choice(sample("movies-classic")).parameters())
        .containsEntry("Engine", "embedded");
  }
}
