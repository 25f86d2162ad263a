package dev.sluice.core.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.source.LandingSource;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LandingSourceTest {
  private static final LandingSource MOVIES =
      new LandingSource(
          "landing/movies/", "movies*.cs?", "raw/Local/CSV/Movies/{yyyy}/{M}/{d}/{file}");

  @Test
  void takesFilesOfItsFolderAndName() {
    assertThat(MOVIES.takes("landing/movies/movies.csv")).isTrue();
    assertThat(MOVIES.takes("landing/movies/movies (2).csv")).isTrue();
    assertThat(MOVIES.takes("landing/movies/series.csv")).isFalse();
    assertThat(MOVIES.takes("landing/movies/movies.csv.bak")).isFalse();
    assertThat(MOVIES.takes("landing/movies/old/movies.csv")).isFalse();
    assertThat(MOVIES.takes("landing/movies.csv")).isFalse();
    assertThat(MOVIES.takes("landing/movies/moviesXcsv")).isFalse();
  }

  @Test
  void writesDaysAndMonthsWithoutLeadingZeros() {
    assertThat(MOVIES.target("landing/movies/movies.csv", Instant.parse("2026-06-01T23:59:59Z")))
        .isEqualTo("raw/Local/CSV/Movies/2026/6/1/movies.csv");
  }

  @Test
  void theYearIsTheCalendarYearAtItsTurn() {
    LandingSource padded =
        new LandingSource("landing/", "*", "raw/x/{yyyy}/{MM}/{dd}/{HH}/{H}/{file}");

    assertThat(padded.target("landing/a", Instant.parse("2024-12-30T05:00:00Z")))
        .isEqualTo("raw/x/2024/12/30/05/5/a");
    assertThat(padded.target("landing/a", Instant.parse("2027-01-02T15:00:00Z")))
        .isEqualTo("raw/x/2027/01/02/15/15/a");
  }

  @Test
  void takesDollarsAndBackslashesOfANameAsTheyAre() {
    LandingSource all = new LandingSource("landing/", "*", "raw/x/{yyyy}/{file}");

    assertThat(all.target("landing/a$1\\{M}.csv", Instant.parse("2026-06-01T00:00:00Z")))
        .isEqualTo("raw/x/2026/a$1\\{M}.csv");
  }

  @Test
  void keepsRejectedFilesOfSeveralFoldersApart() {
    assertThat(
            MOVIES.rejected(
                "films", "landing/movies/movies.csv", Instant.parse("2026-06-01T00:00:00Z")))
        .isEqualTo("rejected/films/landing/year=2026/month=06/day=01/movies/movies.csv");
  }

  @Test
  void refusesAFolderOutsideTheLandingZone() {
    assertThatThrownBy(() -> new LandingSource("raw/", "*", "raw/x/{file}"))
        .hasMessageContaining("'raw/'");
  }
}
