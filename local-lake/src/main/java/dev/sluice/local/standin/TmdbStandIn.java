package dev.sluice.local.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.localaws.http.Exchange;
import dev.sluice.localaws.http.HttpPort;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * TMDB's genres and discovered films, as its documentation has them.
 *
 * @see <a href="https://developer.themoviedb.org/reference/discover-movie">Discover</a>
 */
final class TmdbStandIn implements StandIn {
  /** The API whose place it takes. */
  static final String REAL = "https://api.themoviedb.org";

  static final String KEY = "stand-in-key";
  private static final String SECRET = "sluice/movies";

  private final TmdbAnswers answers = new TmdbAnswers();
  private final HttpPort port;
  private volatile Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private TmdbStandIn() throws IOException {
    port = HttpPort.open(this::answer);
  }

  static TmdbStandIn start() throws IOException {
    return new TmdbStandIn();
  }

  private void answer(Exchange exchange) throws IOException {
    String authorization = exchange.header("Authorization").orElse("");
    TmdbAnswers.Answer answer =
        answers.get(URI.create(exchange.target()), authorization, clock.instant());
    exchange.set("Content-Type", "application/json;charset=utf-8");
    exchange.answer(answer.status(), answer.json().getBytes(UTF_8));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("TMDB_URL", port.address().toString(), "TMDB_SECRET", SECRET);
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(SECRET, KEY);
  }

  @Override
  public String note() {
    return "api.themoviedb.org is not asked: a stand-in on this machine answers, with invented"
        + " films";
  }

  @Override
  public void follow(Clock lakeClock) {
    clock = lakeClock;
  }

  @Override
  public void close() {
    port.close();
  }
}
