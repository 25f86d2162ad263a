package dev.sluice.core.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private final Ticks ticks = new Ticks(Duration.ofSeconds(10));

  @Test
  void lieOnWholeMultiplesOfTheirDistance() {
    assertThat(ticks.at(NOON.plusMillis(9_999))).isEqualTo(NOON);
    assertThat(ticks.at(NOON.plusSeconds(10))).isEqualTo(NOON.plusSeconds(10));
    assertThat(ticks.at(Instant.ofEpochMilli(-1))).isEqualTo(Instant.ofEpochSecond(-10));
  }

  @Test
  void countAfterOneTimeUpToAnother() {
    assertThat(ticks.between(NOON, NOON.plusSeconds(60))).isEqualTo(6);
    assertThat(ticks.between(NOON, NOON)).isZero();
    assertThat(ticks.between(NOON, NOON.minusSeconds(60))).isZero();
    assertThat(ticks.between(NOON.plusSeconds(9), NOON.plusSeconds(10))).isEqualTo(1);
  }

  @Test
  void firstInvocationCoversAMinute() {
    Instant before = ticks.beforeFirst(NOON.plusSeconds(3));
    assertThat(before).isEqualTo(NOON.minusSeconds(60));
    assertThat(ticks.between(before, NOON.plusSeconds(3))).isEqualTo(6);
  }

  @Test
  void firstInvocationCoversOneTickWhereTheyAreFurtherApart() {
    Ticks hours = new Ticks(Duration.ofHours(1));
    assertThat(hours.beforeFirst(NOON)).isEqualTo(NOON.minusSeconds(3_600));
  }

  @Test
  void firstInvocationCoversWholeTicksThatFitIntoAMinute() {
    Ticks sevens = new Ticks(Duration.ofSeconds(7));
    assertThat(sevens.between(sevens.beforeFirst(NOON), NOON)).isEqualTo(8);
  }

  @Test
  void areWholeMillisecondsApart() {
    assertThatThrownBy(() -> new Ticks(Duration.ofNanos(1_500_000))).hasMessageContaining("0015S");
    assertThatThrownBy(() -> new Ticks(Duration.ZERO)).hasMessageContaining("PT0S");
  }
}
