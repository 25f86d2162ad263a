package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSettingsTest {
  @Test
  void readsSettingsAndNothingElseOfTheEnvironment() {
    assertThat(
            PipelineSettings.in(
                Map.of("SLUICE_SETTINGS", "A=1, B=2=3,C=", "A", "0", "AWS_SECRET_ACCESS_KEY", "k")))
        .isEqualTo(Map.of("A", "1", "B", "2=3", "C", ""));
  }

  @Test
  void noSettingsAreNone() {
    assertThat(PipelineSettings.in(Map.of("A", "0"))).isEmpty();
    assertThat(PipelineSettings.in(Map.of("SLUICE_SETTINGS", " "))).isEmpty();
  }

  @Test
  void crawlersAskForPlainTables() {
    assertThat(PipelineSettings.in(Map.of("SLUICE_CATALOG", "declared"))).isEmpty();
    assertThat(PipelineSettings.in(Map.of("SLUICE_CATALOG", "crawler")))
        .isEqualTo(Map.of("TABLE_FORMAT", "parquet"));
    assertThat(
            PipelineSettings.in(
                Map.of("SLUICE_CATALOG", "inferred", "SLUICE_SETTINGS", "TABLE_FORMAT=iceberg")))
        .isEqualTo(Map.of("TABLE_FORMAT", "iceberg"));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Map<String, String> settings = Map.of("A", "1", "B", "2=3");
    assertThat(PipelineSettings.in(Map.of("SLUICE_SETTINGS", PipelineSettings.text(settings))))
        .isEqualTo(settings);
  }

  @Test
  void whatIsNoSettingIsShown() {
    assertThatThrownBy(() -> PipelineSettings.in(Map.of("SLUICE_SETTINGS", "A=1,B")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'B'");
  }
}
