package dev.sluice.core.produce.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedirectedFetchTest {
  @Test
  void keepsPathQueryHeadersAndLimitsAndNamesTheServerThatWasMeant() throws IOException {
    List<HttpRequest> sent = new ArrayList<>();
    HttpFetch network =
        request -> {
          sent.add(request);
          return new HttpAnswer(200, Map.of(), new byte[0], true);
        };

    new RedirectedFetch(network, URI.create("http://127.0.0.1:8000"))
        .get(request("https://api.example.com:444/v1/a%2Fb?q=%20x"));
    new RedirectedFetch(network, URI.create("http://127.0.0.1:8000"))
        .get(request("https://api.example.com"));

    assertThat(sent.get(0).uri()).hasToString("http://127.0.0.1:8000/v1/a%2Fb?q=%20x");
    assertThat(sent.get(0).headers())
        .containsOnly(
            Map.entry("Accept", "application/json"),
            Map.entry("X-Forwarded-Host", "api.example.com:444"));
    assertThat(sent.get(0).timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(sent.get(0).mostBytes()).isEqualTo(100);
    assertThat(sent.get(1).uri()).hasToString("http://127.0.0.1:8000/");
  }

  @Test
  void aPathThatBeginsWithTwoSlashesNamesNoOtherServer() throws IOException {
    List<URI> asked = new ArrayList<>();
    HttpFetch network =
        request -> {
          asked.add(request.uri());
          return new HttpAnswer(200, Map.of(), new byte[0], true);
        };

    new RedirectedFetch(network, URI.create("http://127.0.0.1:8000/"))
        .get(request("https://api.example.com//v1/x?q=1"));

    assertThat(asked).containsExactly(URI.create("http://127.0.0.1:8000//v1/x?q=1"));
  }

  private static HttpRequest request(String uri) {
    return new HttpRequest(
        URI.create(uri), Map.of("Accept", "application/json"), Duration.ofSeconds(3), 100);
  }
}
