package dev.sluice.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TmdbAnswersTest {
  private static final Instant MONDAY = Instant.parse("2026-06-01T10:00:00Z");

  private final TmdbAnswers tmdb = new TmdbAnswers();

  private JsonNode get(String uri, Instant now) throws IOException {
    TmdbAnswers.Answer answer = tmdb.get(URI.create(uri), "Bearer " + TmdbStandIn.KEY, now);
    assertThat(answer.status()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.json());
  }

  private JsonNode page(int number, Instant now) throws IOException {
    return get("/3/discover/movie?with_genres=27&language=pt-BR&page=" + number, now);
  }

  @Test
  void namesGenres() throws IOException {
    assertThat(get("/3/genre/movie/list?language=pt-BR", MONDAY).at("/genres/0/name").asText())
        .isEqualTo("Terror");
  }

  @Test
  void givesFilmsPageByPage() throws IOException {
    JsonNode first = page(1, MONDAY);
    int pages = first.path("total_pages").asInt();

    assertThat(first.path("results")).hasSize(20);
    assertThat(page(pages, MONDAY).path("results"))
        .hasSize(first.path("total_results").asInt() - 20 * (pages - 1));
    assertThat(page(pages + 1, MONDAY).path("results")).isEmpty();
  }

  @Test
  void answersTheSameWithinADayAndOtherwiseTheNextDay() throws IOException {
    assertThat(page(1, MONDAY.plusSeconds(3_600))).isEqualTo(page(1, MONDAY));
    assertThat(page(1, MONDAY.plusSeconds(86_400))).isNotEqualTo(page(1, MONDAY));
  }

  @Test
  void hasPagesUpTo500AsTheRealOneHas() throws IOException {
    URI beyond = URI.create("/3/discover/movie?page=501");

    assertThat(tmdb.get(beyond, "Bearer " + TmdbStandIn.KEY, MONDAY).status()).isEqualTo(400);
  }

  @Test
  void refusesAsTheRealOneDoes() throws IOException {
    assertThat(tmdb.get(URI.create("/3/discover/movie?page=1"), "", MONDAY).status())
        .isEqualTo(401);
    assertThat(tmdb.get(URI.create("/3/person/1"), "Bearer " + TmdbStandIn.KEY, MONDAY).status())
        .isEqualTo(404);
  }
}
