package dev.sluice.local.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.source.LandingSource;
import dev.sluice.local.cli.client.CommandFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LandingChoiceTest {
  private static final LandingSource MOVIES =
      new LandingSource("landing/movies/", "movies*.csv", "raw/m/{yyyy}/{file}");
  private static final LandingSource SERIES =
      new LandingSource("landing/series/", "*.csv", "raw/s/{yyyy}/{file}");

  private final LandingChoice choice = new LandingChoice("films", List.of(MOVIES, SERIES));

  @Test
  void takesTheOnlySourceThatFitsTheName() {
    assertThat(choice.of("other.csv", Optional.empty())).isEqualTo(SERIES);
  }

  @Test
  void takesTheOneInTheFolderThatWasNamed() {
    assertThat(choice.of("movies.csv", Optional.of("landing/movies"))).isEqualTo(MOVIES);
    assertThat(choice.of("movies.csv", Optional.of("landing/series/"))).isEqualTo(SERIES);
  }

  @Test
  void asksForTheFolderWhereSeveralFit() {
    assertThatThrownBy(() -> choice.of("movies.csv", Optional.empty()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "'movies.csv' fits several sources: landing/movies/movies*.csv, landing/series/*.csv."
                + " Name the folder with --to.");
  }

  @Test
  void tellsWhichNamesAreTaken() {
    assertThatThrownBy(() -> choice.of("movies.txt", Optional.empty()))
        .hasMessage(
            "no source of 'films' takes 'movies.txt'; they take landing/movies/movies*.csv,"
                + " landing/series/*.csv. Give it such a name with --as.");
    assertThatThrownBy(() -> choice.of("other.csv", Optional.of("landing/movies/")))
        .hasMessageContaining("takes 'other.csv' in landing/movies/");
  }

  @Test
  void saysSoIfThePipelineTakesNoFiles() {
    assertThatThrownBy(() -> new LandingChoice("farm", List.of()).of("a", Optional.empty()))
        .hasMessage("pipeline 'farm' takes no files.");
  }
}
