package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LandingSamplesTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  @Test
  void aDefinitionOfTheClassicProfileHasTheSamplesOfItsPipeline() {
    assertThat(LandingSamples.of(PIPELINES, "movies-classic"))
        .isEqualTo(LandingSamples.of(PIPELINES, "movies"));
    assertThat(LandingSamples.of(PIPELINES, "movies-classic").folder()).isDirectory();
  }
}
