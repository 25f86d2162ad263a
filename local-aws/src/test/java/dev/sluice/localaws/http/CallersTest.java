package dev.sluice.localaws.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests as they are on the wire, since clients set these headers themselves. */
@Timeout(60)
class CallersTest {
  private final AtomicInteger handled = new AtomicInteger();
  private HttpPort port;

  @BeforeEach
  void start() throws IOException {
    Callers callers = new Callers(Set.of("host.Docker.internal"), Optional.empty());
    port = HttpPort.bind("127.0.0.1", 0, callers);
    port.start(
        exchange -> {
          handled.incrementAndGet();
          exchange.answer(200, new byte[0]);
        });
  }

  @AfterEach
  void stop() {
    port.close();
  }

  /** The whole answer to a request of which no body ever comes. */
  private String send(String... headers) throws IOException {
    String request =
        "POST / HTTP/1.1\r\nContent-Length: 100\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", port.address().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  @Test
  void refusesANameThatIsNotThisMachinesBeforeTheBodyComes() throws IOException {
    for (String host :
        new String[] {
          "rebound.example",
          "rebound.example:4566",
          "localhost.example",
          "127.0.0.1.example",
          "128.0.0.1",
          "192.168.1.4:4566",
          "localhostile"
        }) {
      assertThat(send("Host: " + host)).startsWith("HTTP/1.1 403").contains("--allow-host NAME");
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void takesTheNamesOfThisMachineAndThoseThatAreAllowed() throws IOException {
    String[] hosts = {
      "localhost",
      "LOCALHOST:80",
      "127.0.0.1:4566",
      "127.8.9.10",
      "[::1]:4566",
      "lake.s3.localhost:4566",
      "host.docker.internal:4566"
    };
    for (String host : hosts) {
      assertThat(send("Host: " + host)).as(host).startsWith("HTTP/1.1 200");
    }
    assertThat(handled).hasValue(hosts.length);
  }

  @Test
  void refusesWhatABrowserSendsForAnotherSite() throws IOException {
    for (String header :
        new String[] {
          "Origin: http://evil.example",
          "Origin: null",
          "Origin: http://localhost:3000",
          "Origin: https://localhost:4566",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-site"
        }) {
      assertThat(send("Host: localhost:4566", header))
          .as(header)
          .startsWith("HTTP/1.1 403")
          .contains("page of another site");
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void takesNoLinkOfAnotherSiteUnlessThePathIsForIt() throws IOException {
    assertThat(
            send(
                "Host: localhost:4566",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: document"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void takesWhatABrowserSendsForTheLakesOwnPage() throws IOException {
    assertThat(
            send(
                "Host: localhost:8080",
                "Origin: http://localhost:8080",
                "Sec-Fetch-Site: same-origin"))
        .startsWith("HTTP/1.1 200");
    assertThat(send("Host: localhost:8080", "Sec-Fetch-Site: none")).startsWith("HTTP/1.1 200");
  }

  @Test
  void namesAHostOrKeyThatIsNotOne() {
    assertThatThrownBy(() -> new Callers(Set.of("http://x"), Optional.empty()))
        .hasMessageContaining("'http://x'");
    assertThatThrownBy(() -> new Callers(Set.of(), Optional.of("a/b")))
        .hasMessageContaining("'a/b'");
  }
}
