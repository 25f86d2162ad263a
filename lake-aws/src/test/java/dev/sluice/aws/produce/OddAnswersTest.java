package dev.sluice.aws.produce;

import static dev.sluice.aws.produce.OddServer.bytes;
import static dev.sluice.aws.produce.OddServer.dripping;
import static dev.sluice.aws.produce.OddServer.packed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as broken servers, proxies and firewalls give them. */
class OddAnswersTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String GZIP = "Content-Encoding: gzip\r\n";

  private static HttpAnswer get(OddServer.Answer answer) throws IOException {
    return get(answer, Duration.ofSeconds(10));
  }

  private static HttpAnswer get(OddServer.Answer answer, Duration timeout) throws IOException {
    try (OddServer server = new OddServer(answer)) {
      return new UrlConnectionFetch()
          .get(new HttpRequest(server.uri(), Map.of(), timeout, 1 << 20));
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 205 Reset Content\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\nETag: \"a\"\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: x-gzip\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 500 Broken\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"
      })
  void anEmptyBodyIsEmptyHoweverItIsPacked(String answer) throws IOException {
    assertThat(get(bytes(answer)).body()).isEmpty();
    assertThat(get(bytes(answer)).whole()).isTrue();
  }

  @Test
  void aPackedAnswerThatWasCutOffIsAFailure() throws IOException {
    byte[] whole = gzip("{\"value\": 1, \"note\": \"a long text\"}");

    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> get(packed(OK + GZIP + "Connection: close\r\n", cut)))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAnswerShorterThanItsLengthIsAFailure() {
    assertThatThrownBy(() -> get(bytes(OK + "Content-Length: 100\r\n\r\n[{\"value\": 1}]")))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("14 of 100 bytes");
  }

  @Test
  void anAnswerWhoseChunksWereCutOffIsAFailure() {
    assertThatThrownBy(() -> get(bytes(OK + "Transfer-Encoding: chunked\r\n\r\n20\r\n[{\"value")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get(bytes(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void gzipMembersOneAfterTheOtherAreOneAnswer() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(gzip("[1,"));
    both.writeBytes(gzip("2]"));

    assertThat(get(packed(OK + GZIP + "Connection: close\r\n", both.toByteArray())).body())
        .isEqualTo("[1,2]".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip"})
  void anEncodingThatWasNotAskedForIsLeftAsItIs(String encoding) throws IOException {
    HttpAnswer answer =
        get(bytes(OK + "Content-Encoding: " + encoding + "\r\nContent-Length: 2\r\n\r\nxx"));

    assertThat(answer.header("content-encoding")).contains(encoding);
    assertThat(answer.body()).hasSize(2);
  }

  @Test
  void headersThatComeDropByDropEndInTime() {
    assertThatThrownBy(() -> get(dripping(OK + "X-Slow: "), Duration.ofMillis(300)))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("PT0.3S");
  }

  @Test
  void aBodyThatComesDropByDropEndsInTime() {
    String head = OK + "Connection: close\r\n\r\n";

    assertThatThrownBy(() -> get(dripping(head), Duration.ofMillis(300)))
        .isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> get(dripping(OK + GZIP + "\r\n\u001f"), Duration.ofMillis(300)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void headersWithoutAnEndAreAFailure() {
    assertThatThrownBy(() -> get(bytes(OK + "X-Huge: " + "x".repeat(2_000_000))))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 abc\r\n\r\n", "\u0016\u0003"})
  void whatIsNotAnAnswerIsAFailure(String bytes) {
    assertThatThrownBy(() -> get(bytes(bytes))).isInstanceOf(IOException.class);
  }
}
