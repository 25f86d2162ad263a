package dev.sluice.local.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The two requests of TMDB's API that the pipeline {@code movies} makes, over about a hundred
 * invented films. From day to day films get more popular, and some are missing on a day.
 */
final class TmdbAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 20;
  private static final int LAST_PAGE = 500;
  private static final int CYCLE = 7;
  private static final int MISSING = 11;
  private static final BigDecimal A_DAY = new BigDecimal("0.5");

  /** An answer in JSON. */
  record Answer(int status, String json) {}

  /**
   * Answers a GET.
   *
   * @param uri its path and query
   * @param authorization the header, or empty
   */
  Answer get(URI uri, String authorization, Instant now) throws IOException {
    if (!authorization.equals("Bearer " + TmdbStandIn.KEY)) {
      return failure(401, 7, "Invalid API key: You must be granted a valid key.");
    }
    return switch (uri.getPath()) {
      case "/3/genre/movie/list" -> new Answer(200, genres());
      case "/3/discover/movie" -> discover(Parameters.parse(uri.getRawQuery()), now);
      default -> failure(404, 34, "The resource you requested could not be found.");
    };
  }

  private static Answer failure(int status, int code, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.put("success", false).put("status_code", code).put("status_message", message);
    return new Answer(status, body.toString());
  }

  private static String genres() throws IOException {
    return JSON.createObjectNode().set("genres", known().path("genres")).toString();
  }

  private static Answer discover(Parameters query, Instant now) throws IOException {
    ArrayNode films = of(Duration.between(Instant.EPOCH, now).toDays());
    int page = Integer.parseInt(query.get("page").orElse("1"));
    if (page < 1 || page > LAST_PAGE) {
      return failure(400, 22, "Invalid page: Pages start at 1 and max at 500.");
    }
    int pages = (films.size() + PAGE - 1) / PAGE;
    ObjectNode body = JSON.createObjectNode().put("page", page);
    ArrayNode results = body.putArray("results");
    for (int i = (page - 1) * PAGE; i < Math.min(page * PAGE, films.size()); i++) {
      results.add(films.get(i));
    }
    body.put("total_pages", pages).put("total_results", films.size());
    return new Answer(200, body.toString());
  }

  /** The films of a day, counted from 1970 on. */
  private static ArrayNode of(long day) throws IOException {
    ArrayNode films = JSON.createArrayNode();
    int number = 0;
    for (JsonNode film : known().path("films")) {
      if ((number++ + day) % MISSING != 0) {
        BigDecimal base = new BigDecimal(film.path("popularity").asText());
        BigDecimal popularity = base.add(A_DAY.multiply(BigDecimal.valueOf(day % CYCLE)));
        ObjectNode shown = film.deepCopy();
        films.add(shown.put("popularity", popularity));
      }
    }
    return films;
  }

  private static JsonNode known() throws IOException {
    try (InputStream in = TmdbAnswers.class.getResourceAsStream("tmdb.json")) {
      return JSON.readTree(Objects.requireNonNull(in, "tmdb.json is part of this package"));
    }
  }
}
