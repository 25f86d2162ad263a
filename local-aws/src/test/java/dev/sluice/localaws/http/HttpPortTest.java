package dev.sluice.localaws.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpPortTest {
  private static final int SLOW_CLIENTS = 200;

  private final List<Socket> sockets = new ArrayList<>();
  private HttpPort port;

  @BeforeEach
  void start() throws IOException {
    port = HttpPort.open(HttpPortTest::echo);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    port.close();
  }

  /** Answers with the method, the path as it was sent, and the body. */
  private static void echo(Exchange exchange) throws IOException {
    if (exchange.path().equals("/lost")) {
      return;
    }
    String body = new String(exchange.body().readAllBytes(), US_ASCII);
    String answer = exchange.method() + " " + exchange.target() + " " + body;
    exchange.answer(200, answer.getBytes(US_ASCII));
  }

  private HttpResponse<String> post(HttpClient client, String path, String body) throws Exception {
    URI uri = URI.create(port.address() + path);
    return client.send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket(port.address().getHost(), port.address().getPort());
    sockets.add(socket);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }

  @Test
  void upgradesAConnectionToHttp2() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest get = HttpRequest.newBuilder(port.address().resolve("/a")).build();
    HttpResponse<String> first = client.send(get, BodyHandlers.ofString());
    HttpResponse<String> second = post(client, "/b", "two");
    assertThat(first.body() + second.body()).isEqualTo("GET /a POST /b two");
    assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
  }

  @Test
  void answersWhileManyClientsSendHalfARequest() throws Exception {
    for (int i = 0; i < SLOW_CLIENTS; i++) {
      send("POST /half HTTP/1.1\r\nHost: loc");
      send("POST /half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
    }
    long start = System.nanoTime();
    HttpClient client = HttpClient.newHttpClient();
    assertThat(post(client, "/whole", "body").body()).isEqualTo("POST /whole body");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void hangsUpOnABodyThatStops() throws Exception {
    port.close();
    port = HttpPort.bind("127.0.0.1", 0, Callers.LOCAL, Duration.ofSeconds(1));
    port.start(HttpPortTest::echo);
    Socket socket =
        send("POST /half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void tellsAClientThatAsksToSendItsBody() throws Exception {
    Socket socket =
        send(
            "PUT /big HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
                + "Expect: 100-continue\r\n\r\n");
    byte[] told = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
    assertThat(new String(told, US_ASCII)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    socket.getOutputStream().write("body".getBytes(US_ASCII));
    byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200 OK".length());
    assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void leavesPathsAsTheyWereSent() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (String path :
        List.of("/a%2Fb", "/x//y", "/a+b%20c", "//z", "/a/../b", "/%E2%82%AC?q=%2F")) {
      assertThat(post(client, path, "").body()).isEqualTo("POST " + path + " ");
    }
  }

  @Test
  void hangsUpWhereNothingIsAnswered() {
    HttpClient one = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    assertThatThrownBy(() -> post(one, "/lost", "body")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> post(HttpClient.newHttpClient(), "/lost", "body"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void tellsAHeadRequestTheLengthOnly() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(port.address().resolve("/page"))
            .method("HEAD", BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(head, BodyHandlers.ofString());
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue("HEAD /page ".length());
    assertThat(answer.body()).isEmpty();
  }
}
