package dev.sluice.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeatherStandInTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");
  private static final Instant NOON = Instant.parse("2026-06-01T12:03:20Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private WeatherStandIn api;

  @BeforeEach
  void start() throws IOException {
    api = WeatherStandIn.start(PIPELINES, false);
    api.follow(Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> get(String query) throws IOException, InterruptedException {
    String url = api.settings().get("TOMORROW_URL") + "/v4/weather/realtime?" + query;
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String withKey(String query) {
    return query + "&apikey=" + api.secrets().get("sluice/weather");
  }

  @Test
  void answersInTheApisShape() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(withKey("location=52.37%2C4.90&units=metric"));
    JsonNode body = new ObjectMapper().readTree(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(body.at("/data/time").asText()).isEqualTo("2026-06-01T12:00:00Z");
    assertThat(body.at("/data/values/temperature").isNumber()).isTrue();
    assertThat(body.at("/location/lat").asDouble()).isEqualTo(52.37);
    assertThat(answer.headers().firstValue("X-RateLimit-Remaining-Hour")).contains("24");
  }

  @Test
  void refusesAnotherKey() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("location=52.37%2C4.90&apikey=mine");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("401001");
  }

  @Test
  void keepsToTheFreePlansHour() throws IOException, InterruptedException {
    for (int call = 0; call < CallLimits.PER_HOUR; call++) {
      assertThat(get(withKey("location=52.37%2C4.90")).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> answer = get(withKey("location=52.37%2C4.90"));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("429001");
  }
}
