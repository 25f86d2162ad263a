package dev.sluice.localaws.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.Eventually;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LakeClockTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void skipsAheadButNeverBack() {
    LakeClock clock = LakeClock.stoppedAt(START);
    clock.skipTo(START.plusSeconds(60));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    clock.skipTo(START);
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    clock.skip(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(61));
    assertThatThrownBy(() -> clock.skip(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goesOnWithRealTime() {
    LakeClock clock = LakeClock.startingAt(START);
    Instant first = clock.instant();
    assertThat(first).isBetween(START, START.plusSeconds(10));
    Eventually.await("a later time", () -> clock.instant().isAfter(first));
  }

  @Test
  void isTheSystemsClockUntilItIsSkipped() {
    LakeClock clock = LakeClock.realTime();
    Instant now = Instant.now();
    assertThat(clock.instant()).isBetween(now.minusSeconds(1), now.plusSeconds(10));
  }
}
