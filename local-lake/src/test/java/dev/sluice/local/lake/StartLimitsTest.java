package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartLimitsTest {
  @Test
  void aBusyMachineGivesFunctionsLongerToStart() {
    assertThat(StartLimits.of(Map.of()).init()).isEqualTo(Duration.ofSeconds(60));
    assertThat(StartLimits.of(Map.of("SLUICE_START_SECONDS", "180")).init())
        .isEqualTo(Duration.ofMinutes(3));
    assertThatThrownBy(() -> StartLimits.of(Map.of("SLUICE_START_SECONDS", "3m")))
        .hasMessageContainingAll("SLUICE_START_SECONDS", "number of seconds", "'3m'");
  }
}
