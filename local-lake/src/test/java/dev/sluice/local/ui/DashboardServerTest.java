package dev.sluice.local.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.http.Callers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardServerTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> queries = new ArrayList<>();
  private DashboardServer page;

  @BeforeEach
  void start() throws IOException {
    page = DashboardServer.start(0, Callers.LOCAL, new RecordedQueries());
  }

  @AfterEach
  void stop() {
    page.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder query(String type) {
    return HttpRequest.newBuilder(page.address().resolve("/query"))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString("{\"pipeline\": \"farm\", \"sql\": \"SELECT 1\"}"));
  }

  @Test
  void letsNothingRunInThePageButItsOwnFiles() throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(page.address()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<title>Sluice");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(page.address()).method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("Content-Length").orElseThrow()).isPositive();
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void runsAQueryOfItsOwnPage() throws Exception {
    String origin = page.address().toString().replaceFirst("/$", "");
    HttpResponse<String> answer = send(query("application/json").header("Origin", origin));
    assertThat(answer.body()).contains("\"total\":1");
    assertThat(queries).containsExactly("SELECT 1");
  }

  @Test
  void runsNoQueryOfAnotherSite() throws Exception {
    HttpResponse<String> foreign =
        send(query("application/json").header("Origin", "http://evil.example"));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.headers().firstValue("Connection")).contains("close");
    assertThat(send(query("text/plain")).statusCode()).isEqualTo(415);
    assertThat(send(query("application/jsonp")).statusCode()).isEqualTo(415);
    assertThat(queries).isEmpty();
  }

  @Test
  void saysThatAQueryIsNotJson() throws Exception {
    for (String body : List.of("{\"sql\": ", "no")) {
      HttpResponse<String> answer =
          send(query("application/json").POST(BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"error\":\"The query is not valid JSON: ");
    }
    assertThat(queries).isEmpty();
  }

  private HttpRequest.Builder fetched(String path, String mode, String destination) {
    return HttpRequest.newBuilder(page.address().resolve(path))
        .header("Sec-Fetch-Site", "cross-site")
        .header("Sec-Fetch-Mode", mode)
        .header("Sec-Fetch-Dest", destination);
  }

  @Test
  void isShownToWhoFollowsALinkOfAnotherSite() throws Exception {
    assertThat(send(fetched("/", "navigate", "document")).body()).contains("<title>Sluice");
  }

  @Test
  void isNotShownInAPageOfAnotherSite() throws Exception {
    for (HttpRequest.Builder request :
        List.of(
            fetched("/", "navigate", "iframe"),
            fetched("/dashboard.js", "no-cors", "script"),
            fetched("/", "cors", "empty"),
            fetched("/status", "navigate", "document"),
            fetched("/query", "navigate", "document"),
            fetched("/", "navigate", "document").header("Origin", "null"),
            fetched("/", "navigate", "document").POST(BodyPublishers.noBody()))) {
      assertThat(send(request).statusCode()).isEqualTo(403);
    }
  }

  private final class RecordedQueries implements LakeView {
    @Override
    public Map<String, Object> status() {
      return Map.of();
    }

    @Override
    public Rows query(String pipeline, String sql, int most) {
      queries.add(sql);
      return new Rows(List.of("a"), List.of(List.of("1")), 1);
    }
  }
}
