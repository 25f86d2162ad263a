package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an environment lets Firehose write lies where the pipeline looks. */
class FirehoseFoldersTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Path TEMPLATE = ROOT.resolve("sam/template.yaml");
  private static final Pipeline WINDFARM =
      new PipelineLoader().load(ROOT.resolve("pipelines/windfarm.yaml"), Map.of());

  @TempDir Path directory;

  @Test
  void refusesFoldersOfFirehoseInWhichThePipelineDoesNotLook() throws IOException {
    PipelinePlace place = place();
    write(
        "[windfarm.deploy.parameters]\nparameter_overrides = ['RawDelivery=\"firehose\"',"
            + " 'FirehosePartition=\"!{timestamp:yyyy}/!{timestamp:MM}/\"']\n");

    assertThatThrownBy(() -> PipelineStack.of(place, WINDFARM, StackChoice.of("windfarm")))
        .hasMessageStartingWith(
            "samconfig.toml: [windfarm] FirehosePartition is '!{timestamp:yyyy}/!{timestamp:MM}/'")
        .hasMessageContaining(
            "says 'year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/'");
  }

  @Test
  void refusesTheTemplatesFoldersForAPipelineThatLooksElsewhere() throws IOException {
    Pipeline plain =
        new PipelineLoader()
            .load(ROOT.resolve("pipelines/windfarm.yaml"), Map.of("RAW_FOLDERS", "plain"));
    PipelinePlace place = place();
    write("[windfarm.deploy.parameters]\nparameter_overrides = ['RawDelivery=\"firehose\"']\n");

    assertThatThrownBy(() -> PipelineStack.of(place, plain, StackChoice.of("windfarm")))
        .hasMessageContaining("says '!{timestamp:yyyy}/!{timestamp:MM}/!{timestamp:dd}/'");
  }

  @Test
  void theTemplateHasTheFoldersThatItIsTakenToHave() throws IOException {
    assertThat(Files.readString(TEMPLATE))
        .contains(
            "FirehosePartition:\n    Type: String\n    Default:"
                + " \"year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/\"\n");
  }

  private PipelinePlace place() throws IOException {
    Files.createDirectories(directory.resolve("sam"));
    Files.copy(TEMPLATE, directory.resolve("sam/template.yaml"));
    return PipelinePlace.in(directory);
  }

  private void write(String config) throws IOException {
    Files.writeString(directory.resolve("samconfig.toml"), config);
  }
}
