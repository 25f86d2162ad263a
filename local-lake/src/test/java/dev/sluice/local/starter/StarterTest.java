package dev.sluice.local.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.tests.PipelineTest;
import dev.sluice.local.tests.TestedPipeline;
import dev.sluice.localaws.template.SamConfig;
import dev.sluice.localaws.template.StackReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StarterTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(StarterKind.class)
  void whatIsMadeIsValidAndItsTestsPassAtOnce(StarterKind kind) throws IOException {
    PipelinePlace place = place();
    new Starter("attic-air", kind, place).write();

    TestedPipeline made = TestedPipeline.load(place.file("attic-air"), new Settings(Map.of()));

    assertThat(made.tests()).isNotEmpty();
    for (PipelineTest test : made.tests()) {
      assertThat(made.run(test).differences()).as(test.name()).isEmpty();
    }
    assertThat(PipelineStack.problems(place, made.pipeline().name(), any -> made.pipeline()))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(StarterKind.class)
  void itsEnvironmentIsOneThatTheTemplateTakes(StarterKind kind) throws IOException {
    PipelinePlace place = place();
    new Starter("attic", kind, place).write();
    Pipeline pipeline = TestedPipeline.load(place.file("attic"), new Settings(Map.of())).pipeline();

    assertThat(SamConfig.read(place.samConfig()).parameters("attic"))
        .containsEntry("Pipeline", "attic");
    assertThat(PipelineStack.problems(place, pipeline.name(), any -> pipeline)).isEmpty();
  }

  @Test
  void noFileIsOverwrittenAndEnvironmentsAreAdded() throws IOException {
    new Starter("attic", StarterKind.HTTP, place()).write();
    Files.writeString(directory.resolve("attic.yaml"), "mine");

    assertThatThrownBy(() -> new Starter("attic", StarterKind.FILES, place()).write())
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("attic.yaml");
    new Starter("cellar", StarterKind.FILES, place()).write();

    assertThat(directory.resolve("attic.yaml")).hasContent("mine");
    assertThat(directory.resolve("attic/landing")).doesNotExist();
    SamConfig environments = SamConfig.read(directory.resolve("samconfig.toml"));
    assertThat(environments.parameters("attic")).containsEntry("Pipeline", "attic");
    assertThat(environments.parameters("cellar")).containsEntry("Streaming", "disabled");
  }

  /** As docs/OPERATIONS.md says it for a repository of one's own. */
  @Test
  void aTemplateThatNamesOnesOwnFolderDeploysWhatLiesThere() throws IOException {
    PipelinePlace place = place();
    new Starter("attic", StarterKind.STREAM, place).write();
    Path template = directory.resolve("template.yaml");
    Files.writeString(
        template,
        Files.readString(place.template())
            .replace(": ../pipelines", ": " + directory)
            .replace(": ../", ": " + ROOT.toAbsolutePath() + "/"));
    Map<String, String> parameters = SamConfig.read(place.samConfig()).parameters("attic");

    assertThat(StackReader.read(template, "sluice-attic", parameters))
        .usingRecursiveComparison()
        .isEqualTo(
            StackReader.read(
                place.template(), "sluice-attic", parameters, Map.of("PipelinesLayer", directory)));
  }

  private PipelinePlace place() {
    return new PipelinePlace(ROOT, directory);
  }
}
