package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartLimitTest {
  @Test
  void aBusyMachineGivesFunctionsLongerToStart() {
    assertThat(StartLimit.of(Map.of()).init()).isEqualTo(Duration.ofSeconds(60));
    assertThat(StartLimit.of(Map.of("SLUICE_START_SECONDS", "180")).init())
        .isEqualTo(Duration.ofMinutes(3));
    assertThatThrownBy(() -> StartLimit.of(Map.of("SLUICE_START_SECONDS", "3m")))
        .hasMessageContainingAll("SLUICE_START_SECONDS", "number of seconds", "'3m'");
  }
}
