package dev.sluice.local.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusFeedTest {
  /** A lake that counts how often it was asked. */
  private static final class CountingLake implements LakeView {
    private int asked;

    @Override
    public Map<String, Object> status() {
      asked++;
      return Map.of("asked", asked);
    }

    @Override
    public Rows query(String pipeline, String sql, int most) {
      return new Rows(List.of(), List.of(), 0);
    }
  }

  private final CountingLake lake = new CountingLake();
  private long now = Long.MAX_VALUE - 5; // nanoTime may run over
  private final StatusFeed feed = new StatusFeed(lake, () -> now);

  @Test
  void asksTheLakeOnceASecondForAllPages() throws IOException {
    for (int page = 0; page < 10; page++) {
      assertThat(feed.event()).isEqualTo("data: {\"asked\":1}\n\n".getBytes(UTF_8));
      now += Duration.ofMillis(99).toNanos();
    }

    now += Duration.ofMillis(10).toNanos();
    assertThat(new String(feed.event(), UTF_8)).contains("\"asked\":2");
  }

  @Test
  void asksNothingWhileNoPageLooks() {
    assertThat(lake.asked).isZero();
  }
}
