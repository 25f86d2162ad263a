package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.clock.LakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TroublesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final LakeClock clock = LakeClock.stoppedAt(NOON);
  private final Troubles trouble = new Troubles(clock);
  private final List<Trouble> told = new ArrayList<>();

  @BeforeEach
  void listen() {
    trouble.onTrouble(told::add);
  }

  @Test
  void tellsOfATroubleThatLastsAtGrowingIntervals() {
    for (int minute = 0; minute < 60; minute++) {
      trouble.seen("weather", "ProducerFunction", "failed", "set the secret", minute);
      clock.skip(Duration.ofMinutes(1));
    }

    assertThat(told)
        .extracting(each -> Duration.between(NOON, each.last()).toMinutes())
        .containsExactly(0L, 1L, 3L, 7L, 15L, 31L);
    assertThat(told).extracting(Trouble::first).containsOnly(NOON);
    assertThat(trouble.all()).hasSize(1);
  }

  @Test
  void isQuietAboutATroubleThatDoesNotGrow() {
    trouble.seen("farm", "records rejected", "7 records", "", 7);
    clock.skip(Duration.ofHours(3));
    trouble.seen("farm", "records rejected", "7 records", "", 7);

    assertThat(told).hasSize(1);
    assertThat(trouble.all()).extracting(Trouble::last).containsExactly(NOON);
  }

  @Test
  void tellsAtOnceOfATroubleThatComesBack() {
    trouble.seen("farm", "f", "failed", "", 1);
    trouble.over("farm", "f");
    assertThat(trouble.all()).isEmpty();
    trouble.seen("farm", "f", "failed", "", 2);

    assertThat(told).hasSize(2);
  }

  @Test
  void keepsTheTroublesOfPipelinesApart() {
    trouble.seen("farm", "ETL run", "failed", "", 1);
    trouble.seen("gpu", "ETL run", "failed", "repair it", 1);

    assertThat(trouble.all())
        .extracting(Troubles::line)
        .containsExactly("farm: failed", "gpu: failed; what to do: repair it");
  }
}
