package dev.sluice.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSettingsTest {
  @Test
  void settingsJoinTheEnvironmentAndWin() {
    assertThat(
            PipelineSettings.in(
                Map.of("SLUICE_SETTINGS", "A=1, B=2=3,C=", "A", "0", "PATH", "/bin")))
        .containsEntry("A", "1")
        .containsEntry("B", "2=3")
        .containsEntry("C", "")
        .containsEntry("PATH", "/bin");
  }

  @Test
  void noSettingsAreNone() {
    assertThat(PipelineSettings.in(Map.of("A", "0"))).isEqualTo(Map.of("A", "0"));
    assertThat(PipelineSettings.in(Map.of("SLUICE_SETTINGS", " "))).hasSize(1);
  }

  @Test
  void whatIsNoSettingIsShown() {
    assertThatThrownBy(() -> PipelineSettings.in(Map.of("SLUICE_SETTINGS", "A=1,B")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'B'");
  }
}
