package dev.sluice.local.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

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
  private final HttpServer server;
  private volatile Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private TmdbStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  static TmdbStandIn start() throws IOException {
    TmdbStandIn standIn = new TmdbStandIn();
    standIn.server.createContext("/", standIn::answer);
    standIn.server.start();
    return standIn;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
      TmdbAnswers.Answer answer =
          answers.get(exchange.getRequestURI(), authorization, clock.instant());
      byte[] body = answer.json().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "TMDB_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "TMDB_SECRET", SECRET);
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
    server.stop(0);
  }
}
