package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.lambda.HostSettings.Limits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionLimitsTest {
  @Test
  void aBusyMachineGivesFunctionsLongerToStart() {
    assertThat(FunctionLimits.of(Map.of()).init()).isEqualTo(Duration.ofSeconds(60));
    assertThat(FunctionLimits.of(Map.of("SLUICE_START_SECONDS", "180")).init())
        .isEqualTo(Duration.ofMinutes(3));
    assertThatThrownBy(() -> FunctionLimits.of(Map.of("SLUICE_START_SECONDS", "3m")))
        .hasMessageContainingAll("SLUICE_START_SECONDS", "number of seconds", "'3m'");
  }

  @Test
  void aLargeMachineGivesFunctionsTheHeapThatLambdaWould() {
    assertThat(FunctionLimits.of(Map.of())).isEqualTo(Limits.USUAL);
    Limits limits =
        FunctionLimits.of(
            Map.of("SLUICE_FUNCTION_HEAP_MIB", "832", "SLUICE_FUNCTION_INSTANCES", "10"));
    assertThat(limits).isEqualTo(new Limits(10, 832, Limits.USUAL.init()));
    assertThatThrownBy(() -> FunctionLimits.of(Map.of("SLUICE_FUNCTION_HEAP_MIB", "0")))
        .hasMessageContainingAll("SLUICE_FUNCTION_HEAP_MIB", "MiB", "'0'");
  }
}
