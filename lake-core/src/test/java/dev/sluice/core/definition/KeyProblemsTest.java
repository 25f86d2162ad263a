package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.check.Checks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyProblemsTest {
  @TempDir Path folder;

  private PipelineFile with(String keys) {
    return PipelineFile.copy("seattle", folder)
        .replace("    dedupe: day_id\n", "    keys: " + keys + "\n    dedupe: day_id\n");
  }

  @Test
  void keysThatReferToTwoColumnsOfATableAreTwoChecks() {
    Checks checks =
        with("{references: {weather: [days.weather, days.station]}}")
            .load()
            .trusted()
            .get(0)
            .checks();
    assertThat(checks.names())
        .containsExactlyInAnyOrder(
            "references-weather-days-weather", "references-weather-days-station");
  }

  @Test
  void rejectsADoubledReference() {
    assertThat(with("{references: {weather: [days.weather, days.weather]}}").problems())
        .singleElement()
        .asString()
        .contains("'days.weather' stands twice in the list");
  }

  @Test
  void rejectsACheckThatIsNamedAsOneOfTheKeys() {
    assertThat(
            with("{primary: [weather]}\n"
                    + "    checks: {primary-key: {column: weather, notNull: true}}")
                .problems())
        .singleElement()
        .asString()
        .contains("keys", "'primary-key' of their own; rename the one in 'checks'");
  }
}
