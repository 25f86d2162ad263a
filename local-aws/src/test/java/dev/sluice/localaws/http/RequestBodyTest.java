package dev.sluice.localaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private final AtomicLong nanos = new AtomicLong();

  /** Each read takes that long and brings at most that many bytes. */
  private RequestBody body(int size, int atATime, Duration each) {
    InputStream slow =
        new ByteArrayInputStream(new byte[size]) {
          @Override
          public int read(byte[] buffer, int offset, int length) {
            nanos.addAndGet(each.toNanos());
            return super.read(buffer, offset, Math.min(length, atATime));
          }
        };
    return new RequestBody(slow, nanos::get);
  }

  @Test
  void givesUpABodyThatTrickles() {
    RequestBody body = body(100_000, 10, Duration.ofSeconds(5));
    assertThatThrownBy(body::readAllBytes)
        .isInstanceOf(SlowBodyException.class)
        .hasMessage("Only 50 bytes of the request's body came in 25 s.");
    assertThat(body.isFailed()).isTrue();
  }

  @Test
  void givesUpALargeBodyThatOthersWaitFor() {
    RequestBody body = body(1 << 20, 8192, Duration.ofSeconds(4));
    body.requirePace(64 << 10);
    assertThatThrownBy(body::readAllBytes)
        .isInstanceOf(SlowBodyException.class)
        .hasMessageEndingWith("bytes of the request's body came in 24 s.");
  }

  @Test
  void takesASmallBodyThatHesitates() throws IOException {
    assertThat(body(20, 10, Duration.ofSeconds(6)).readAllBytes()).hasSize(20);
  }

  @Test
  void takesALongBodyOnASlowLine() throws IOException {
    assertThat(body(1 << 20, 8192, Duration.ofSeconds(4)).readAllBytes()).hasSize(1 << 20);
  }
}
