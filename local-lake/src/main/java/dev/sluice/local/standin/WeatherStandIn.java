package dev.sluice.local.standin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.local.standin.MeasuredDays.Weather;
import dev.sluice.localaws.http.Exchange;
import dev.sluice.localaws.http.HttpPort;
import dev.sluice.localaws.http.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tomorrow.io's {@code /v4/weather/realtime}, with its answers, errors and quota, as its
 * documentation has them. Its plan has more requests a second than the free one, so that playing
 * hours doesn't take minutes. If it is faulty, every 7th request fails with 500, every 11th with
 * 429.
 *
 * @see <a href="https://docs.tomorrow.io/reference/realtime-weather">Realtime Weather</a>
 */
final class WeatherStandIn implements StandIn {
  /** The API whose place it takes. */
  static final String REAL = "https://api.tomorrow.io";

  private static final int PER_SECOND = 50;
  private static final int STEP_SECONDS = 300;
  private static final String KEY = "stand-in-key";

  private final ObjectMapper mapper = new ObjectMapper();
  private final CallLimits limits = new CallLimits(PER_SECOND);
  private final AtomicInteger calls = new AtomicInteger();
  private final MeasuredDays days;
  private final boolean faulty;
  private final HttpPort port;
  private volatile Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private WeatherStandIn(MeasuredDays days, boolean faulty) throws IOException {
    this.days = days;
    this.faulty = faulty;
    this.port = HttpPort.open(this::answer);
  }

  static WeatherStandIn start(Path pipelines, boolean faulty) throws IOException {
    MeasuredDays days = MeasuredDays.read(pipelines.resolve("seattle/seattle-weather.csv"));
    return new WeatherStandIn(days, faulty);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "TOMORROW_URL",
        port.address().toString(),
        "TOMORROW_PER_SECOND",
        Integer.toString(PER_SECOND),
        "WEATHER_SECRET",
        "sluice/weather");
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("sluice/weather", KEY);
  }

  @Override
  public String note() {
    return "api.tomorrow.io is not asked: a stand-in on this machine answers, with days measured in"
        + " Seattle";
  }

  @Override
  public void follow(Clock lakeClock) {
    clock = lakeClock;
  }

  private void answer(Exchange exchange) throws IOException {
    Map<String, String> query = Parameters.parse(exchange.rawQuery()).values();
    int call = calls.incrementAndGet();
    Instant now = clock.instant();
    if (!exchange.path().equals("/v4/weather/realtime")) {
      error(exchange, 404, 404001, "Not Found", "The path is not known.");
    } else if (!KEY.equals(query.get("apikey"))) {
      error(exchange, 401, 401001, "Invalid Auth", "The method requires authentication.");
    } else if (!query.containsKey("location")) {
      error(exchange, 400, 400001, "Invalid Query Parameters", "location is required");
    } else if (faulty && call % 7 == 0) {
      error(exchange, 500, 500000, "Internal Server Error", "Something went wrong.");
    } else if (!limits.take(now) || faulty && call % 11 == 0) {
      exchange.set("Retry-After", "1");
      error(exchange, 429, 429001, "Too Many Calls", "The request limit has been reached.");
    } else {
      answer(exchange, 200, weather(query.get("location"), now));
    }
  }

  private ObjectNode weather(String location, Instant now) {
    Instant time = Instant.ofEpochSecond(now.getEpochSecond() / STEP_SECONDS * STEP_SECONDS);
    Weather weather = days.at(location, time);
    ObjectNode answer = mapper.createObjectNode();
    ObjectNode data = answer.putObject("data");
    data.put("time", time.toString());
    data.putObject("values")
        .put("humidity", weather.humidity())
        .put("rainIntensity", weather.rain())
        .put("temperature", weather.temperature())
        .put("weatherCode", weather.code())
        .put("windGust", weather.gust())
        .put("windSpeed", weather.wind());
    String[] at = location.split(",");
    if (at.length == 2) {
      answer
          .putObject("location")
          .put("lat", Double.parseDouble(at[0]))
          .put("lon", Double.parseDouble(at[1]));
    }
    return answer;
  }

  private void error(Exchange exchange, int status, int code, String type, String message)
      throws IOException {
    answer(
        exchange,
        status,
        mapper.createObjectNode().put("code", code).put("type", type).put("message", message));
  }

  private void answer(Exchange exchange, int status, ObjectNode body) throws IOException {
    exchange.set("Content-Type", "application/json; charset=utf-8");
    exchange.set("X-RateLimit-Limit-Hour", Integer.toString(CallLimits.PER_HOUR));
    exchange.set("X-RateLimit-Remaining-Hour", Integer.toString(limits.leftInHour()));
    exchange.set("X-RateLimit-Limit-Day", Integer.toString(CallLimits.PER_DAY));
    exchange.set("X-RateLimit-Remaining-Day", Integer.toString(limits.leftInDay()));
    exchange.answer(status, mapper.writeValueAsBytes(body));
  }

  @Override
  public void close() {
    port.close();
  }
}
