package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequiredVariablesTest {
  private final List<String> errors = new ArrayList<>();

  @Test
  void saysNothingIfAllAreSet() {
    new RequiredVariables(Map.of("SLUICE_BUCKET", "lake")).require(errors::add);

    assertThat(errors).isEmpty();
  }

  @Test
  void namesAllThatAreMissingInOneLine() {
    RequiredVariables variables =
        new RequiredVariables(
            Map.of(
                "SLUICE_STREAM", RequiredVariables.NOT_SET,
                "SLUICE_PIPELINE", "windfarm",
                "SLUICE_BUCKET", RequiredVariables.NOT_SET));

    assertThatThrownBy(() -> variables.require(errors::add))
        .isInstanceOf(IllegalStateException.class);
    assertThat(errors)
        .singleElement()
        .asString()
        .contains("SLUICE_BUCKET, SLUICE_STREAM")
        .contains("sam/template.yaml")
        .doesNotContain("SLUICE_PIPELINE");
  }
}
