package dev.sluice.core.digest;

import java.time.Instant;

class FakeHistoryTest extends StreamHistoryContract {
  private final FakeHistory history = new FakeHistory();
  private Instant now = Places.EIGHT;

  @Override
  protected StreamHistory history() {
    return history;
  }

  @Override
  protected void put(String key, byte[] data) {
    history.put(key, now(), data);
  }

  @Override
  protected Instant now() {
    now = now.plusMillis(1);
    return now;
  }
}
